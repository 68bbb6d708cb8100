import { Link } from '@tanstack/react-router';
import classes from './brand.module.css';

export function Brand() {
  return (
    <Link to="/" className={classes.brand}>
      <img src="/favicon.svg" alt="" width={22} height={22} />
      Interlock
    </Link>
  );
}
