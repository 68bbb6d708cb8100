import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LogHead } from '../../execution-logs/operations.ts';
import { useTargets } from '../../records/record-types.ts';
import classes from './changed-fields.module.css';
import type { FieldChange } from './logged-changes.ts';

const shownAtFirst = 12;
const longestShown = 400;

const titles: Record<LogHead['event'], string> = {
  CREATE: 'What was created',
  UPDATE: 'What changed',
  DELETE: 'What was deleted',
};

/** What the change was about: each field with its old and new value. */
export function ChangedFields({ log, changes }: { log: LogHead; changes: FieldChange[] }) {
  const [all, setAll] = useState(false);
  const fields = useTargets().find(log.target)?.fields;
  // A relation is logged by the name of its input: partId, partSubtypeIds.
  const label = (name: string) =>
    fields?.find((field) => field.name === name || field.inputName === name)?.label ?? name;
  if (changes.length === 0) return null;
  const shown = all ? changes : changes.slice(0, shownAtFirst);
  const [hasOld, hasNew] = [log.event !== 'CREATE', log.event !== 'DELETE'];
  return (
    <section aria-labelledby="changed">
      <h2 id="changed" className={classes.title}>
        {titles[log.event]}
      </h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            {hasOld && <th scope="col">Old</th>}
            {hasNew && <th scope="col">New</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((change) => (
            <tr key={change.field}>
              <th scope="row" title={change.field}>
                {label(change.field)}
              </th>
              {hasOld && (
                <td data-side="old">
                  <Value value={change.old} />
                </td>
              )}
              {hasNew && (
                <td data-side="new">
                  <Value value={change.new} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < changes.length && (
        <Button variant="subtle" size="compact-xs" mt={6} onClick={() => setAll(true)}>
          Show all {changes.length} fields
        </Button>
      )}
    </section>
  );
}

function Value({ value }: { value: unknown }) {
  if (value === null) return <span className={classes.nothing}>nothing</span>;
  if (value === '') return <span className={classes.nothing}>empty</span>;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <code>
      {text.slice(0, longestShown)}
      {text.length > longestShown && (
        <span className={classes.nothing}> … {(text.length - longestShown).toLocaleString('en')} more characters</span>
      )}
    </code>
  );
}
