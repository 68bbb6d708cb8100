import type { SignInState } from '../accounts/sign-in-link.ts';
import { formatTime } from '../components/timestamp.tsx';
import classes from './person-status.module.css';

interface PersonStatusProps {
  person: { isActive: boolean };
  /** Undefined while it is read. */
  state: SignInState | undefined;
}

/** Whether a person can come in, in a word. */
export function PersonStatus({ person, state }: PersonStatusProps) {
  const { word, look, why } = describe(person, state);
  return (
    <span className={classes.root} data-look={look} title={why}>
      {word}
    </span>
  );
}

function describe({ isActive }: PersonStatusProps['person'], state: SignInState | undefined) {
  if (!isActive) return { word: 'Deactivated', look: 'off', why: 'May not sign in; tokens are refused, too' };
  if (!state || state.hasPassword || state.hasProvider) return { word: 'Active', look: 'on' };
  if (state.linkExpiresAt)
    return { word: 'Invited', look: 'open', why: `The link works until ${formatTime(state.linkExpiresAt)}` };
  return { word: 'Not invited', look: 'open', why: 'Has no password and no link to choose one' };
}
