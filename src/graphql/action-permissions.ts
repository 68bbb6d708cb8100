// Who may do what to an action: EDIT_ACTIONS for what it is, ENABLE_ACTIONS for what runs. Changing or deleting an enabled
// action changes what runs, so it needs both; an author without ENABLE_ACTIONS works on drafts.

import type { Action } from '../actions/action.ts';
import { requirePermission } from '../people/permissions.ts';
import type { Person } from '../records/guard.ts';

type Input = Readonly<Record<string, unknown>>;
type Find = () => Promise<Action | undefined>;

/** @throws ForbiddenError */
export function requireMayCreate(person: Person | undefined, input: Input): Person {
  const known = requirePermission(person, 'EDIT_ACTIONS');
  return input.enabled === false ? known : requirePermission(person, 'ENABLE_ACTIONS');
}

/**
 * The action is read before the change, without a lock: its etag tells when it is another by then.
 * @throws ForbiddenError
 */
export async function requireMayChange(person: Person | undefined, changes: Input, find: Find): Promise<Person> {
  const { enabled, ...content } = changes;
  const wasEnabled = (await find())?.enabled;
  const isSwitch = enabled !== undefined && enabled !== wasEnabled;
  const changesContent = Object.values(content).some((value) => value !== undefined);
  if (isSwitch || wasEnabled) requirePermission(person, 'ENABLE_ACTIONS');
  return requirePermission(person, changesContent || !isSwitch ? 'EDIT_ACTIONS' : 'ENABLE_ACTIONS');
}

/** @throws ForbiddenError */
export async function requireMayDelete(person: Person | undefined, find: Find): Promise<Person> {
  const known = requirePermission(person, 'EDIT_ACTIONS');
  return (await find())?.enabled ? requirePermission(person, 'ENABLE_ACTIONS') : known;
}
