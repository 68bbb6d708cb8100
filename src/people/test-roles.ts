// For tests only: the shipped roles, and who of them may do the same.

export const members = ['admin', 'Action author', 'Quality', 'Operator', 'Viewer'] as const;
/** The shipped roles; a stranger is signed in and may nothing. */
export const roles = [...members, 'stranger'] as const;
export type Who = readonly (typeof roles)[number][];

export const everybody: Who = roles;
export const recordEditors: Who = ['admin', 'Action author', 'Quality', 'Operator'];
export const logReaders: Who = ['admin', 'Action author', 'Quality'];
export const authors: Who = ['admin', 'Action author'];
export const admins: Who = ['admin'];
