/**
 * The permissions a group can list. Those of records are an operation and a record type: `READ Part`, `UPDATE *`,
 * `* Part`. `SEE_SENSITIVE Supplier.taxNumber`, `SEE_SENSITIVE Supplier` and `SEE_SENSITIVE *` open fields that are
 * declared sensitive. What they mean to a request is decided in `people/permissions.ts`.
 */

/** Each with the end of the sentence "You may not …". */
export const generalPermissions = {
  SEE_ACTIONS: 'see actions',
  EDIT_ACTIONS: 'change actions',
  ENABLE_ACTIONS: 'enable, disable or change what runs: an enabled action',
  SEE_LOGS: 'see execution logs',
  SEE_CONTEXTS: 'see the contexts of actions',
  DOWNLOAD_LOGS: 'download execution logs',
  ADMINISTER: 'change people, roles and settings',
} as const;

export type GeneralPermission = keyof typeof generalPermissions;

export const recordOperations = ['CREATE', 'READ', 'UPDATE', 'DELETE'] as const;
export type RecordOperation = (typeof recordOperations)[number];

const recordPermission = /^(?:CREATE|READ|UPDATE|DELETE|\*) (?:\*|[A-Z]\w*)$/;
const sensitivePermission = /^SEE_SENSITIVE (?:\*|[A-Z]\w*(?:\.[a-z]\w*)?)$/;

export function isPermissionName(name: unknown): name is string {
  if (typeof name !== 'string') return false;
  return Object.hasOwn(generalPermissions, name) || recordPermission.test(name) || sensitivePermission.test(name);
}

/** What is wrong with a list of permissions, as a sentence; undefined when it is fine. */
export function findPermissionProblem(permissions: unknown): string | undefined {
  if (!Array.isArray(permissions)) return 'permissions is a list of permission names, like ["READ *", "SEE_LOGS"].';
  const wrong = permissions.find((name) => !isPermissionName(name));
  if (wrong === undefined) return undefined;
  return `${JSON.stringify(wrong)} is not a permission. There are ${Object.keys(generalPermissions).join(', ')}; for records an operation and a type, as "READ Part", "UPDATE *", "* Part"; and "SEE_SENSITIVE Supplier.taxNumber".`;
}
