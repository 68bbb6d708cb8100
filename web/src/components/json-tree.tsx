import { JsonNode } from './json-node.tsx';
import classes from './json-tree.module.css';

/** A JSON value to walk through. Only open branches are in the page, and long ones are drawn piece by piece. */
export function JsonTree({ value, label }: { value: unknown; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.root} aria-label={label} tabIndex={0}>
      <JsonNode value={value} depth={0} />
    </section>
  );
}
