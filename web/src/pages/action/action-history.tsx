import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ActionDraft, changedDraftFields, draftLabels } from '../../actions/action-draft.ts';
import { type Action, type ActionVersion, actionVersionsQuery } from '../../actions/operations.ts';
import { CodeDiff } from '../../code/code-diff.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { showSuccess } from '../../components/toasts.tsx';
import classes from './action-history.module.css';
import { VersionList } from './version-list.tsx';

/** A version that was asked to be compared with the editor. */
export interface Comparison {
  version: number;
  /** When it was asked for, which tells two times from each other. */
  time: number;
}

interface ActionHistoryProps {
  action: Action;
  draft: ActionDraft;
  readOnly: boolean;
  /** What to begin with; without it, with what the newest version changed. */
  comparison?: Comparison;
  onRestore: (content: Partial<ActionDraft>) => void;
}

/** Every version of the action: what each changed, how it differs from the editor, and a way back to it. */
export function ActionHistory({ action, draft, readOnly, comparison, onRestore }: ActionHistoryProps) {
  const versions = useQuery(actionVersionsQuery(String(action.id)));
  const [chosen, setChosen] = useState(comparison?.version);
  if (versions.error && !versions.data) return <ErrorState error={versions.error} onRetry={() => versions.refetch()} />;
  if (!versions.data) return <Skeleton height={240} radius={8} />;
  const version = versions.data.find((one) => one.version === chosen) ?? versions.data[0];
  const previous = versions.data.find((one) => one.version === (version?.version ?? 0) - 1);
  return (
    <div className={classes.root}>
      <VersionList versions={versions.data} chosen={version?.version} onChoose={setChosen} />
      {version && (
        <VersionDetail
          key={version.version}
          version={version}
          previous={previous}
          draft={draft}
          readOnly={readOnly}
          compared={version.version === comparison?.version}
          onRestore={onRestore}
        />
      )}
    </div>
  );
}

interface VersionDetailProps {
  version: ActionVersion;
  /** Undefined for the first. */
  previous: ActionVersion | undefined;
  draft: ActionDraft;
  readOnly: boolean;
  /** Set to begin compared with the editor. */
  compared: boolean;
  onRestore: (content: Partial<ActionDraft>) => void;
}

function VersionDetail({ version, previous, draft, readOnly, compared, onRestore }: VersionDetailProps) {
  const [against, setAgainst] = useState<'previous' | 'editor'>(compared ? 'editor' : 'previous');
  const content = contentOf(version);
  const isEditor = against === 'editor';
  const before = isEditor ? content : previous && contentOf(previous);
  const after = isEditor ? { ...content, ...pickContent(draft) } : content;
  const isSame = changedDraftFields({ ...draft, ...content }, draft).length === 0;
  const restore = () => {
    onRestore(content);
    showSuccess(`Version ${version.version} is in the editor. Save to make it current.`);
  };
  return (
    <section className={classes.detail} aria-label={`Version ${version.version}`}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label="Compare"
          value={against}
          onChange={(value) => setAgainst(value as typeof against)}
          data={[
            { value: 'previous', label: previous ? 'What it changed' : 'As it began' },
            { value: 'editor', label: 'Compared with the editor' },
          ]}
        />
        {!readOnly && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={15} />}
            disabled={isSame}
            title={isSame ? 'The editor holds just this' : undefined}
            onClick={restore}
          >
            Restore
          </Button>
        )}
      </div>
      <FieldChanges before={before} after={after} />
      {(['code', 'context'] as const).map((field) => (
        <div key={field}>
          <h2 className={classes.label}>{draftLabels[field]}</h2>
          <CodeDiff
            language={field === 'code' ? 'python' : 'graphql'}
            label={`Difference of the ${field}`}
            before={before?.[field] ?? ''}
            after={after[field]}
          />
        </div>
      ))}
    </section>
  );
}

type Content = Omit<ActionDraft, 'enabled'>;

/** The short fields that differ, as old → new. */
function FieldChanges({ before, after }: { before: Content | undefined; after: Content }) {
  const changed = (['title', 'target', 'eventType', 'errorState'] as const).filter(
    (field) => before && before[field] !== after[field],
  );
  if (!before || changed.length === 0) return null;
  return (
    <dl className={classes.changes}>
      {changed.map((field) => (
        <div key={field}>
          <dt>{draftLabels[field]}</dt>
          <dd>
            <del>{before[field]}</del> → <ins>{after[field]}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function contentOf({ title, target, eventType, errorState, context, code }: ActionVersion): Content {
  return { title, target, eventType, errorState, context: context ?? '', code };
}

function pickContent({ enabled: _, ...content }: ActionDraft): Content {
  return content;
}
