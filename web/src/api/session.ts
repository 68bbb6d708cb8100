// Signing in and out, and the first-run setup. These are plain HTTP, not GraphQL: they are what makes a session.

import { postJson } from './plain-request.ts';

export interface Credentials {
  email: string;
  password: string;
}

export interface FirstAdmin extends Credentials {
  token: string;
  name: string;
}

/** Throws an error that says so when the credentials are wrong. */
export async function signIn(credentials: Credentials): Promise<void> {
  await postJson('/auth/sign-in/email', credentials);
}

export async function signOut(): Promise<void> {
  await postJson('/auth/sign-out', {});
}

/** Ends every other session. Throws an error that says so when the current password is wrong. */
export async function changePassword(passwords: { currentPassword: string; newPassword: string }): Promise<void> {
  await postJson('/auth/change-password', { ...passwords, revokeOtherSessions: true });
}

/** Makes the first admin and signs in as them. */
export async function createFirstAdmin(admin: FirstAdmin): Promise<void> {
  await postJson('/setup', admin);
}

/** Fills an empty database with the sample factory; an admin only. */
export async function loadSampleFactory(): Promise<void> {
  await postJson('/setup/sample', {});
}

/** True when the installation has no admin yet. */
export async function readNeedsSetup(): Promise<boolean> {
  const response = await fetch('/setup/status', { headers: { accept: 'application/json' } });
  if (!response.ok) return false;
  const status = (await response.json()) as { needsSetup?: boolean };
  return status.needsSetup === true;
}
