import type { ReactNode } from 'react';
import classes from './page.module.css';

/** The padding and width of a page; `narrow` is for forms and reading. */
export function Page({ children, narrow }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div className={classes.root} data-narrow={narrow || undefined}>
      {children}
    </div>
  );
}
