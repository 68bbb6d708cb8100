import { FactList } from '../components/fact-list.tsx';
import { logFacts } from './log-facts.tsx';
import { LoggedCode } from './logged-code.tsx';
import type { QuickLog } from './operations.ts';
import { OutcomeMark } from './outcome.tsx';
import classes from './quick-view-content.module.css';
import { Verdict } from './verdict.tsx';

export function QuickViewContent({ log }: { log: QuickLog }) {
  return (
    <div className={classes.root}>
      <Verdict log={log} />
      <FactList facts={logFacts(log)} />
      {log.actions.map((action) => (
        <section key={action.id} aria-label={action.title}>
          <h3 className={classes.title}>
            <span>
              {action.id} · <bdi>{action.title}</bdi>
            </span>
            <OutcomeMark outcome={action.outcome} />
          </h3>
          <LoggedCode {...action} />
        </section>
      ))}
    </div>
  );
}
