import { useState } from 'react';
import classes from './log-message.module.css';
import { beginningOf } from './long-message.ts';

/** What an action said, whole unless it is long; then its beginning, and a way to read the rest. */
export function LogMessage({ message }: { message: string }) {
  const [isWhole, setWhole] = useState(false);
  const beginning = beginningOf(message);
  return (
    // What was written right to left, or turns the direction, stays within its message.
    <bdi className={classes.root}>
      {beginning === undefined || isWhole ? message : `${beginning} …`}
      {beginning !== undefined && (
        <button type="button" className={classes.more} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : `Show all ${message.length.toLocaleString('en')} characters`}
        </button>
      )}
    </bdi>
  );
}
