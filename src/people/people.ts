// People as the rest of Interlock sees them: who makes a request, signing in, the first run.

import { parseSigned } from 'hono/utils/cookie';
import { UnauthenticatedError } from '../records/errors.ts';
import type { Person } from '../records/guard.ts';
import type { Database } from '../storage/database.ts';
import type { StorageLog } from '../storage/storage-log.ts';
import { setAdminToken } from './admin-token.ts';
import { hasAdminLogin, requireAdmin } from './admins.ts';
import { recordAuditEvent } from './audit.ts';
import { createAuth, type OpenIdConnect } from './auth.ts';
import { type Credential, createPersonFinder, type RecalledPerson } from './find-person.ts';
import { requireSessionSecret } from './session-secret.ts';
import { createFirstAdmin, createSetupToken, parseFirstAdmin } from './setup.ts';
import { redeemSignInLink } from './sign-in-links.ts';

export interface People {
  /**
   * Who makes the request: by API token (`Authorization: Bearer`) or session cookie; undefined when nobody is signed in.
   * @throws UnauthenticatedError for a token that is not good, so that a program learns why it is refused.
   */
  identify(headers: Headers): Promise<Person | undefined>;
  /**
   * Whom `identify` found a moment ago by the same, without asking the database: not confirmed, so to be used for nothing but what
   * confirms it by itself. Undefined when it is not known.
   */
  recall(headers: Headers): Promise<Recalled | undefined>;
  /** Whom to name for what Interlock does by itself when it starts. */
  requireAdmin(): Promise<Person>;
  /** Answers a request below /auth. */
  handleAuth(request: Request): Promise<Response>;
  needsSetup(): Promise<boolean>;
  /** The one-time link that makes the first administrator; undefined when there is one. The link before it is void. */
  createSetupLink(): Promise<string | undefined>;
  /** Makes the first administrator from what the setup page sends; answers with their session. */
  setUp(input: unknown, headers: Headers): Promise<Response>;
  /** Sets the password that somebody with a link chose; answers with their session. @throws BadInputError, ForbiddenError */
  redeemSignInLink(input: unknown, headers: Headers, requestId: string): Promise<Response>;
}

export interface Recalled extends RecalledPerson {
  /** As `identify` of the same headers, but not counted as another request. */
  identify(): Promise<Person | undefined>;
}

export interface PeopleOptions {
  db: Database;
  baseUrl: string;
  /** Default: one that is kept in the database. */
  secret?: string;
  openIdConnect?: OpenIdConnect;
  /** INTERLOCK_ADMIN_TOKEN. */
  adminToken?: string;
  log: Pick<StorageLog, 'error'>;
}

export async function createPeople({ db, baseUrl, adminToken, log, ...options }: PeopleOptions): Promise<People> {
  const secret = options.secret ?? (await requireSessionSecret(db.kysely));
  await setAdminToken(db.kysely, adminToken);
  const auth = createAuth({ db, baseUrl, secret, openIdConnect: options.openIdConnect, log });
  const { authCookies, password } = await auth.$context;
  const cookieName = authCookies.sessionToken.name;
  const find = createPersonFinder(db.kysely);

  async function credentialOf(headers: Headers): Promise<Credential | undefined> {
    const token = bearerToken(headers);
    if (token !== undefined) return { kind: 'token', secret: token };
    const cookie = headers.get('cookie');
    if (!cookie?.includes(cookieName)) return undefined;
    const session = (await parseSigned(cookie, secret, cookieName))[cookieName];
    return session ? { kind: 'session', secret: session } : undefined;
  }

  async function identify(credential: Credential): Promise<Person | undefined> {
    const person = await find.byCredential(credential);
    if (person || credential.kind === 'session') return person;
    throw new UnauthenticatedError('This API token is not known: it was revoked, has expired, or is misspelled.');
  }

  return {
    async identify(headers) {
      const credential = await credentialOf(headers);
      return credential && identify(credential);
    },
    async recall(headers) {
      const credential = await credentialOf(headers);
      const recalled = credential && find.recall(credential);
      return recalled && { ...recalled, identify: () => identify(credential) };
    },
    async requireAdmin() {
      const person = await find.byId(await requireAdmin(db.kysely));
      if (!person) throw new Error('The administrator was deactivated just now');
      return person;
    },
    handleAuth: (request) => auth.handler(request),
    needsSetup: async () => !(await hasAdminLogin(db.kysely)),
    async createSetupLink() {
      const token = await createSetupToken(db.kysely);
      return token && `${baseUrl}/setup?token=${token}`;
    },
    async setUp(input, headers) {
      const admin = parseFirstAdmin(input);
      await createFirstAdmin(db.kysely, admin, password.hash);
      const { email, password: typed } = admin;
      await recordAuditEvent(db.kysely, { kind: 'INSTALLATION_SET_UP', details: { administrator: email } });
      return auth.api.signInEmail({ body: { email, password: typed }, headers, asResponse: true });
    },
    async redeemSignInLink(input, headers, requestId) {
      const body = await redeemSignInLink(db.kysely, input, { hashPassword: password.hash, requestId });
      return auth.api.signInEmail({ body, headers, asResponse: true });
    },
  };
}

function bearerToken(headers: Headers): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
}
