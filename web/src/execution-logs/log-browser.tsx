import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useMay } from '../api/current-person.ts';
import { isRequestError } from '../api/graphql-request-error.ts';
import { ErrorState } from '../components/error-state.tsx';
import { loadPart } from '../parts/load-part.ts';
import { moveColumn } from './column-preferences.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { copyLogLink } from './copy-log-link.ts';
import { downloadLog } from './downloads.ts';
import { LiveButton } from './live-button.tsx';
import { LogActionBar } from './log-action-bar.tsx';
import classes from './log-browser.module.css';
import { LogChips } from './log-chips.tsx';
import { LogListEmpty } from './log-list-empty.tsx';
import { type LogListState, logSelection, unfiltered } from './log-list-state.ts';
import { countLabel, LogListStatus } from './log-list-status.tsx';
import { type LogScope, logFilters } from './log-list-variables.ts';
import { nothingPicked, type Picks, pickRange, togglePick } from './log-picks.ts';
import { LogRowMenu } from './log-row-menu.tsx';
import type { Scroller } from './log-rows.tsx';
import tableClasses from './log-table.module.css';
import { fixedWidth, LogTable } from './log-table.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { NewLogsPill } from './new-logs-pill.tsx';
import { QuickView } from './quick-view.tsx';
import { useColumns } from './use-columns.ts';
import { useFill } from './use-fill.ts';
import { useListAnchor } from './use-list-anchor.ts';
import { useLogKeys } from './use-log-keys.ts';
import { type LogList, useLogList } from './use-log-list.ts';
import { useLogWalk } from './use-log-walk.ts';
import { useNewLogs } from './use-new-logs.ts';
import { useRowFocus } from './use-row-focus.ts';
import { useScrollFollower } from './use-scroll-follower.ts';
import { useTableClicks } from './use-table-clicks.ts';

const ShortcutHelp = lazy(() =>
  loadPart(() => import('./shortcut-help.tsx')).then((module) => ({ default: module.ShortcutHelp })),
);

export interface LogBrowserProps {
  state: LogListState;
  /**
   * Called with what changes in the state; what it does not name stays. `replace` says that it is no step that Back
   * should undo.
   */
  onChange: (change: LogListState, options?: { replace?: boolean }) => void;
  /** What the list is narrowed to by where it stands. */
  scope?: LogScope;
}

const everywhere: LogScope = {};
const borderAndScrollbar = 17;

/** Search, filters, table, selection and Quick View of execution logs, wherever they are listed. */
export function LogBrowser({ state, onChange, scope = everywhere }: LogBrowserProps) {
  const isPhone = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false });
  const root = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLElement>(null);
  const scroller = useRef<Scroller>(null);
  const { height, width } = useFill(root);
  const [paused, setPaused] = useState(false);
  const [menu, setMenu] = useState<{ id: string; button: HTMLElement }>();
  const [isHelping, setHelping] = useState(false);

  const mayDownload = useMay('DOWNLOAD_LOGS');

  const selectionKey = JSON.stringify([scope, logSelection(state)]);
  const anchor = useListAnchor(state, selectionKey);
  const { place, keep } = anchor;
  const list = useLogList(state, scope, place.anchor);
  const fresh = useNewLogs({ state, scope, list, place, paused });
  const [picks, setPicks] = useState<Picks>(place.picks);
  const focus = useRowFocus({ list, place, scroll, scroller, isCovered: state.quick !== undefined });
  const current = focus.currentId;
  useEffect(() => keep({ currentId: current, picks }), [keep, current, picks]);
  const columns = useColumns(width - fixedWidth - borderAndScrollbar);

  const narrow = (change: LogListState) => {
    setPicks(nothingPicked);
    onChange({ ...change, after: undefined, quick: undefined }, { replace: 'search' in change });
  };
  const showNewest = () => {
    if (fresh.count > 0 && !fresh.isMore) fresh.show();
    else {
      void list.forget();
      anchor.restart();
      follow(undefined);
    }
    scroller.current?.toTop();
    focus.forget();
  };
  const follow = (after: string | undefined) => {
    if (after === state.after) return;
    anchor.expect(after);
    onChange({ after }, { replace: true });
  };
  const clear = () => setPicks(nothingPicked);
  const onScroll = useScrollFollower({ list, follow, keepScroll: (scrollTop) => keep({ scrollTop }) });

  const open = (id: string) => {
    focus.set(id);
    onChange({ quick: id });
  };
  const walk = useLogWalk({
    id: state.quick,
    list,
    onGo: (log) => {
      focus.set(String(log.id));
      scroller.current?.toIndex(list.logs?.indexOf(log) ?? 0);
      onChange({ quick: String(log.id) }, { replace: true });
    },
  });
  const close = () => {
    const id = walk.lastId();
    onChange({ quick: undefined }, { replace: true });
    if (id) focus.to(id);
  };
  const onClick = useTableClicks({
    onOpen: open,
    onPick: (id) => setPicks(togglePick(picks, id)),
    onPickRange: (id) => setPicks(pickRange(picks, focus.order(), id)),
    onMenu: (id, button) => setMenu({ id, button }),
  });
  const withCurrent = (command: (id: string) => void) => () => {
    if (current !== undefined) command(current);
  };
  const down = () => focus.step(1);
  const up = () => focus.step(-1);
  useLogKeys({
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    g: focus.first,
    x: withCurrent((id) => setPicks(togglePick(picks, id))),
    X: withCurrent((id) => setPicks(pickRange(picks, focus.order(), id))),
    Enter: withCurrent(focus.openPage),
    ' ': withCurrent(open),
    d: withCurrent((id) => mayDownload && void downloadLog(id)),
    c: withCurrent((id) => void copyLogLink(id)),
    n: showNewest,
    '?': () => setHelping(true),
    Escape: clear,
  });

  const failure = list.logs ? null : list.error;
  if (isRequestError(failure, 'FORBIDDEN')) return <ErrorState error={failure} onRetry={list.retry} />;
  const isEmpty = list.logs?.length === 0;
  return (
    <div ref={root} className={classes.root} style={{ height }}>
      <LogToolbar state={state} scope={scope} onChange={narrow}>
        <div className={classes.tools}>
          <LiveButton
            paused={paused}
            onToggle={() => setPaused(!paused)}
            isFailing={fresh.isFailing}
            isAvailable={fresh.isAvailable}
          />
          {!isPhone && <ColumnsMenu columns={columns} />}
        </div>
      </LogToolbar>
      <LogChips state={state} onChange={narrow} />
      <div className={classes.frame}>
        <NewLogsPill
          label={fresh.count > 0 ? `${fresh.count}${fresh.isMore ? '+' : ''} new` : undefined}
          onShow={showNewest}
        />
        {failure ? (
          <ErrorState error={failure} onRetry={list.retry} />
        ) : isEmpty ? (
          <LogListEmpty state={state} scope={scope} list={list} onClear={() => narrow(unfiltered)} />
        ) : (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled for the whole page
          <section
            ref={scroll}
            className={tableClasses.scroll}
            aria-label="Execution logs"
            onClick={onClick}
            onFocus={focus.onFocus}
          >
            <LogTable
              listKey={`${selectionKey} ${place.anchor} ${isPhone}`}
              logs={list.logs}
              total={list.count?.totalCountCapped ? undefined : list.count?.totalCount}
              columns={isPhone ? undefined : columns.visible}
              isStale={list.isStale}
              sort={state.sort ?? 'newest'}
              onSort={(sort) => narrow({ sort: sort === 'newest' ? undefined : sort })}
              onMoveColumn={(id, before) => columns.change({ order: moveColumn(columns.preferences, id, before) })}
              onResizeColumn={(id, width) => columns.change({ widths: { ...columns.preferences.widths, [id]: width } })}
              picks={picks}
              onPick={setPicks}
              currentId={current}
              openId={state.quick}
              onScroll={onScroll}
              initialScrollTop={place.scrollTop}
              scroll={scroll}
              scroller={scroller}
            />
          </section>
        )}
      </div>
      {!isEmpty && !failure && <LogListStatus list={list} onNewest={showNewest} onHelp={() => setHelping(true)} />}
      <LogActionBar
        picks={picks}
        onPick={setPicks}
        onClear={clear}
        mayDownload={mayDownload}
        isAllLoaded={list.logs?.every((log) => picks.ids.has(String(log.id))) ?? false}
        matching={list.count}
        everything={() => ({ search: state.search, filters: logFilters(state, scope, new Date()) })}
      />
      {menu && (
        <LogRowMenu
          id={menu.id}
          button={menu.button}
          mayDownload={mayDownload}
          onQuickView={() => open(menu.id)}
          onClose={() => setMenu(undefined)}
        />
      )}
      {state.quick && (
        <QuickView
          id={state.quick}
          place={walk.index < 0 ? undefined : placeInList(walk.index, list)}
          onPrevious={walk.previous}
          onNext={walk.next}
          mayDownload={mayDownload}
          onHelp={() => setHelping(true)}
          isCovered={isHelping}
          onClose={close}
        />
      )}
      {isHelping && (
        <Suspense>
          <ShortcutHelp onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** `3 of 1,204`; undefined where it is not known how many come before what is loaded. */
function placeInList(index: number, list: LogList): string | undefined {
  if (list.hasPrevious || !list.count) return undefined;
  return `${(index + 1).toLocaleString('en')} of ${countLabel(list.count)}`;
}
