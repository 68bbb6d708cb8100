import { Alert, Skeleton } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { logContextsQuery } from '../../execution-logs/log-contexts.ts';
import { logFacts } from '../../execution-logs/log-facts.tsx';
import type { Log } from '../../execution-logs/operations.ts';
import { Verdict } from '../../execution-logs/verdict.tsx';
import { ChangedFields } from './changed-fields.tsx';
import classes from './log-body.module.css';
import { LoggedActionSection } from './logged-action-section.tsx';
import { readLoggedChanges } from './logged-changes.ts';
import { RelatedSection } from './related-section.tsx';

/** The contexts, which can be megabytes, come after the rest. */
export function LogBody({ log }: { log: Log }) {
  const contexts = useQuery(logContextsQuery(String(log.id)));
  const first = log.actions[0] && contexts.data?.contexts[log.actions[0].id];
  const changes = useMemo(() => readLoggedChanges(first), [first]);
  return (
    <div className={classes.root}>
      <Verdict log={log} />
      {log.hidden && (
        <Alert color="yellow" icon={<IconEyeOff size={16} />} title="You don't see all of this log">
          {log.hidden}
        </Alert>
      )}
      <section className={classes.facts} aria-label="Metadata">
        <FactList facts={logFacts(log)} />
      </section>
      {contexts.isPending && <Skeleton height={94} radius={8} className={classes.waiting} />}
      {changes && <ChangedFields log={log} changes={changes} />}
      <RelatedSection log={log} />
      {log.actions.map((action) => (
        <LoggedActionSection
          key={action.id}
          action={action}
          verdict={log.validationMessage}
          logId={String(log.id)}
          contexts={contexts}
        />
      ))}
    </div>
  );
}
