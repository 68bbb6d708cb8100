import { Alert } from '@mantine/core';
import { IconAlertOctagonFilled } from '@tabler/icons-react';
import { type ActionDraft, type DraftField, draftLabels } from '../../actions/action-draft.ts';
import { describePlace } from '../../actions/describe-place.ts';
import type { Problem } from '../../api/graphql-request-error.ts';
import classes from './problem-list.module.css';

/** Why the action was not saved, each with its line and column. */
export function ProblemList({ problems, draft }: { problems: Problem[]; draft: ActionDraft }) {
  if (problems.length === 0) return null;
  const isDraftable = draft.enabled && problems.every(({ field }) => field === 'code' || field === 'context');
  return (
    <Alert role="alert" color="red" icon={<IconAlertOctagonFilled size={16} />} title="Not saved" mb="md">
      <ul className={classes.list}>
        {problems.map((problem) => (
          <li key={`${problem.field}-${problem.line}-${problem.message}`}>
            <b>{draftLabels[problem.field as DraftField] ?? problem.field}</b> {describePlace(problem)}
            <span className={classes.message}>{problem.message}</span>
          </li>
        ))}
      </ul>
      {isDraftable && 'Correct it, or switch Enabled off to save it as a draft.'}
    </Alert>
  );
}
