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
      <section className={classes.facts} aria-label="Metadata">
        <FactList facts={logFacts(log)} />
      </section>
      {log.actions.map((action) => (
        <LoggedActionSection key={action.id} action={action} verdict={log.validationMessage} />
      ))}
    </div>
  );
}
