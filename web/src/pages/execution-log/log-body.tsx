import { Alert } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { FactList } from '../../components/fact-list.tsx';
import { logFacts } from '../../execution-logs/log-facts.tsx';
import type { Log } from '../../execution-logs/operations.ts';
import { Verdict } from '../../execution-logs/verdict.tsx';
import classes from './log-body.module.css';
import { LoggedActionSection } from './logged-action-section.tsx';

export function LogBody({ log }: { log: Log }) {
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
      {log.actions.map((action) => (
        <LoggedActionSection key={action.id} action={action} verdict={log.validationMessage} />
      ))}
    </div>
  );
}
