import type { ReactNode } from 'react';
import classes from './page-header.module.css';

interface PageHeaderProps {
  title: ReactNode;
  /** Links to what the page belongs to, above the title. */
  trail?: ReactNode;
  /** A line under the title. */
  note?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, trail, note, actions }: PageHeaderProps) {
  return (
    <header className={classes.root}>
      <div className={classes.text}>
        {trail && <div className={classes.trail}>{trail}</div>}
        {/* What runs from right to left leaves what stands beside it where it is. */}
        <h1 className={classes.title}>{typeof title === 'string' ? <bdi>{title}</bdi> : title}</h1>
        {note && <div className={classes.note}>{note}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
