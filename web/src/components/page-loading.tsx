import { Loader } from '@mantine/core';
import classes from './page-loading.module.css';

/** Shown only once a wait is real: it fades in after 250 ms, so that quick pages don't flicker. */
export function PageLoading() {
  return (
    <div className={classes.root} role="status" aria-label="Loading">
      <Loader size="sm" type="dots" />
    </div>
  );
}
