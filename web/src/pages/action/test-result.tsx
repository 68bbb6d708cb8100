import type { DryRun } from '../../actions/operations.ts';
import { CodeBlock } from '../../code/code-block.tsx';
import { formatDuration } from '../../components/duration.ts';
import { ContextView } from '../../contexts/context-view.tsx';
import { OutcomeMark } from '../../execution-logs/outcome.tsx';
import classes from './test-result.module.css';

interface TestResultProps {
  result: DryRun;
  /** What ran. */
  title: string;
  code: string;
}

/** What the action would have said and done. */
export function TestResult({ result, title, code }: TestResultProps) {
  // The message of a warned change is that of its first warning.
  const warnings = result.warnings.filter(({ message }) => message !== result.message);
  return (
    <section aria-label="Result" aria-live="polite" className={classes.root}>
      <div className={classes.verdict}>
        <OutcomeMark outcome={result.outcome} badge />
        <span className={classes.dim}>{formatDuration(result.executionTimeMs)}</span>
      </div>
      {result.message && <p className={classes.message}>{result.message}</p>}
      {warnings.map(({ message }) => (
        <p key={message} className={classes.message}>
          {message}
        </p>
      ))}
      {result.line && (
        <p className={classes.raised}>
          Line {result.line}: <code>{code.split('\n')[result.line - 1]?.trim()}</code>
        </p>
      )}
      <h3 className={classes.label}>Output</h3>
      {result.output ? (
        <CodeBlock code={result.output} language="text" label="Output" />
      ) : (
        <span className={classes.dim}>It printed nothing.</span>
      )}
      <ContextView context={result.contextData} title={title} fileName="context.json" />
    </section>
  );
}
