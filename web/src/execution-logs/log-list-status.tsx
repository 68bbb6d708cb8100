import { Timestamp } from '../components/timestamp.tsx';
import classes from './log-browser.module.css';
import type { LogList } from './use-log-list.ts';

interface LogListStatusProps {
  list: LogList;
  onNewest: () => void;
  onHelp: () => void;
}

/** How many there are, and what is going on at the end of the list. */
export function LogListStatus({ list, onNewest, onHelp }: LogListStatusProps) {
  return (
    <div className={classes.status}>
      <span aria-live="polite">
        {list.isContextSearch ? foundLabel(list.logs?.length ?? 0, list.hasNext) : countLabel(list.count)}
        {(list.isFetchingNext || list.isFetchingPrevious) && ' · loading more'}
        {list.gaveUpAt && !list.isFetchingNext && (
          <>
            {' · '}searched up to <Timestamp value={list.gaveUpAt} />{' '}
            <button type="button" className={classes.link} onClick={() => void list.loadNext()}>
              Search on
            </button>
          </>
        )}
        {list.error && list.logs && (
          <>
            {' · '}
            <span className={classes.failed}>More could not be loaded: {list.error.message}</span>{' '}
            <button type="button" className={classes.link} onClick={list.retry}>
              Try again
            </button>
          </>
        )}
      </span>
      <span className={classes.tools}>
        {list.hasPrevious && (
          <button type="button" className={classes.link} onClick={onNewest}>
            Back to the beginning
          </button>
        )}
        <button type="button" className={classes.keys} onClick={onHelp}>
          <kbd>?</kbd> Keyboard
        </button>
      </span>
    </div>
  );
}

/** `12 logs found`, `100+ logs found` while there may be more. */
function foundLabel(count: number, hasMore: boolean): string {
  return `${count.toLocaleString('en')}${hasMore ? '+' : ''} ${count === 1 ? 'log' : 'logs'} found`;
}

/** `1,204 logs`, `10,000+ logs`; empty while they are counted. */
export function countLabel(count: LogList['count']): string {
  if (!count) return '';
  const { totalCount, totalCountCapped } = count;
  return `${totalCount.toLocaleString('en')}${totalCountCapped ? '+' : ''} ${totalCount === 1 ? 'log' : 'logs'}`;
}
