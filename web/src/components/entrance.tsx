import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './entrance.module.css';

/** The card in the middle of the screen for pages before sign-in. */
export function Entrance({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className={classes.root}>
      <div className={classes.column}>
        <img src="/favicon.svg" alt="" width={36} height={36} />
        <h1 className={classes.title}>{title}</h1>
        {intro && <div className={classes.intro}>{intro}</div>}
        <Paper withBorder className={classes.card}>
          {children}
        </Paper>
      </div>
    </main>
  );
}
