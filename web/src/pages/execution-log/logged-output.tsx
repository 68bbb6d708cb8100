import { CodeBlock } from '../../code/code-block.tsx';
import { RawText } from '../../contexts/raw-text.tsx';
import classes from './logged-output.module.css';

/** So many lines stand in the page; more scroll in a frame that draws only those in sight. */
const mostWhole = 60;

/** What an action printed. */
export function LoggedOutput({ output, title }: { output: string; title: string }) {
  const label = `Output of ${title}`;
  if (output.split('\n', mostWhole + 1).length <= mostWhole) {
    return <CodeBlock code={output} language="text" label={label} />;
  }
  return (
    <div className={classes.frame}>
      <RawText text={output} label={label} />
    </div>
  );
}
