// Signing in and out, and the first-run setup. These are plain HTTP, not GraphQL: they are what makes a session.

export interface Credentials {
  email: string;
  password: string;
}

export interface FirstAdmin extends Credentials {
  token: string;
  name: string;
}

/** Throws an Error whose message can be shown when the credentials are wrong. */
export async function signIn(credentials: Credentials): Promise<void> {
  await post('/auth/sign-in/email', credentials);
}

export async function signOut(): Promise<void> {
  await post('/auth/sign-out', {});
}

/** Makes the first admin and signs in as them. */
export async function createFirstAdmin(admin: FirstAdmin): Promise<void> {
  await post('/setup', admin);
}

/** Fills an empty database with the sample factory; an admin only. */
export async function loadSampleFactory(): Promise<void> {
  await post('/setup/sample', {});
}

/** True when the installation has no admin yet. */
export async function readNeedsSetup(): Promise<boolean> {
  const response = await fetch('/setup/status', { headers: { accept: 'application/json' } });
  if (!response.ok) return false;
  const status = (await response.json()) as { needsSetup?: boolean };
  return status.needsSetup === true;
}

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!response) throw new Error("Interlock can't be reached. Check your connection and try again.");
  if (response.ok) return;
  throw new Error(await readMessage(response));
}

async function readMessage(response: Response): Promise<string> {
  const body = (await response.json().catch(() => ({}))) as { message?: string; error?: string | { message?: string } };
  const nested = typeof body.error === 'object' ? body.error.message : body.error;
  return body.message ?? nested ?? `The server answered ${response.status}.`;
}
