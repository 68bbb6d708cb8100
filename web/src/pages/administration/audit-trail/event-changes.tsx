import { type EventChange, fieldLabel } from '../../../audit/describe-event.ts';
import { useNamedChanges } from '../../../audit/use-named-changes.ts';
import { CodeDiff } from '../../../code/code-diff.tsx';
import classes from './event-changes.module.css';

/** Each changed field, old beside new; texts of several lines as a diff. */
export function EventChanges({ changes: told }: { changes: readonly EventChange[] }) {
  const changes = useNamedChanges(told);
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="event-changes">
      <h2 id="event-changes" className={classes.title}>
        What changed
      </h2>
      <dl className={classes.list}>
        {changes.map((change) => (
          <div key={change.field} className={classes.change}>
            <dt>{fieldLabel(change.field)}</dt>
            <dd>
              {isLong(change) ? (
                <CodeDiff
                  language={change.field === 'context' ? 'graphql' : 'python'}
                  label={`Difference of ${change.field}`}
                  before={textOf(change.old)}
                  after={textOf(change.new)}
                />
              ) : (
                <>
                  <Value value={change.old} side="old" /> → <Value value={change.new} side="new" />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Value({ value, side }: { value: unknown; side: 'old' | 'new' }) {
  if (value === null) return <span className={classes.nothing}>nothing</span>;
  if (value === '' || (Array.isArray(value) && value.length === 0))
    return <span className={classes.nothing}>empty</span>;
  return side === 'old' ? <del>{textOf(value)}</del> : <ins>{textOf(value)}</ins>;
}

const shortList = 60;

/** Long lists, as of permissions, read best one item a line. */
function textOf(value: unknown): string {
  if (value === null) return '';
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    const line = value.join(', ');
    return line.length <= shortList ? line : value.join('\n');
  }
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function isLong({ old, new: now }: EventChange): boolean {
  return [old, now].some((value) => textOf(value).includes('\n'));
}
