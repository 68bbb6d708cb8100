// Sign-in with email and password, by better-auth: passwords, sessions and their cookies are its business, in our tables
// (0012-people.sql). Nobody signs up; a login is made for a person who is a record.

import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { StorageLog } from '../storage/storage-log.ts';
import { recordAuditEvent } from './audit.ts';

export interface AuthOptions {
  db: Database;
  baseUrl: string;
  secret: string;
  log: Pick<StorageLog, 'error'>;
}

/** Where the HTTP edge puts the address a request came from; headers that a sender can write are not believed. */
export const addressHeader = 'x-interlock-client-address';

export const shortestPassword = 8;
export const longestPassword = 128;
const dayInSeconds = 24 * 60 * 60;

/** What of better-auth is reachable below /auth. */
export const authPaths: ReadonlySet<string> = new Set([
  '/auth/sign-in/email',
  '/auth/sign-out',
  '/auth/get-session',
  '/auth/change-password',
  '/auth/list-sessions',
  '/auth/revoke-session',
  '/auth/revoke-sessions',
  '/auth/revoke-other-sessions',
]);

export type Auth = ReturnType<typeof createAuth>;

export function createAuth({ db, baseUrl, secret, log }: AuthOptions) {
  return betterAuth({
    database: { db: db.kysely, type: 'postgres' },
    baseURL: baseUrl,
    basePath: '/auth',
    secret,
    telemetry: { enabled: false },
    // The message only: arguments may hold what a person typed.
    logger: { level: 'error', log: (_level, message) => log.error(`Sign-in: ${message}`) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    // Requests from other sites never come this far (http/refuse-cross-site.ts), so the origin is always our own, also
    // when people use another of our addresses than BASE_URL.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin, request.headers.get('origin') ?? ''] : []),
    user: {
      modelName: 'login',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        personId: { type: 'number', required: true, input: false, fieldName: 'person_id', unique: true },
      },
    },
    session: {
      modelName: 'login_session',
      expiresIn: 7 * dayInSeconds,
      updateAge: dayInSeconds,
      fields: {
        userId: 'login_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'login_account',
      fields: {
        userId: 'login_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'login_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'interlock',
      useSecureCookies: baseUrl.startsWith('https:'),
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    databaseHooks: {
      session: {
        create: {
          before: (session) => requireActivePerson(db, session.userId),
          after: (session) => auditSignIn(db, session),
        },
      },
    },
  });
}

async function auditSignIn(
  db: Database,
  { userId, ipAddress }: { userId: string; ipAddress?: string | null },
): Promise<void> {
  const { rows } = await sql<{ id: number; name: string; email: string }>`
    select p.id, p.name, p.email from login join app_user p on p.id = login.person_id where login.id = ${userId}`.execute(
    db.kysely,
  );
  await recordAuditEvent(db.kysely, { kind: 'SIGNED_IN', person: rows[0], details: { address: ipAddress || null } });
}

async function requireActivePerson(db: Database, loginId: string): Promise<void> {
  const { rows } = await sql<{ is_active: boolean }>`
    select p.is_active from login join app_user p on p.id = login.person_id where login.id = ${loginId}`.execute(
    db.kysely,
  );
  if (rows[0]?.is_active) return;
  throw new APIError('FORBIDDEN', { message: 'Your account is deactivated. Ask an administrator to activate it.' });
}
