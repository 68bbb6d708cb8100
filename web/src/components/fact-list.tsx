import type { ReactNode } from 'react';
import classes from './fact-list.module.css';

export interface Fact {
  label: string;
  value: ReactNode;
  /** Takes the room of two. */
  wide?: boolean;
}

/** Labelled values in columns, as many as fit. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.root}>
      {facts.map(({ label, value, wide }) => (
        <div key={label} className={classes.fact} data-wide={wide}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
