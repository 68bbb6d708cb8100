// Sign-in with email and password, by better-auth: passwords, sessions and their cookies are its business, in our tables
// (0012-people.sql). Nobody signs up; a login is made for a person who is a record.

import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { type GenericOAuthConfig, genericOAuth } from 'better-auth/plugins/generic-oauth';
import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { StorageLog } from '../storage/storage-log.ts';
import { recordAuditEvent } from './audit.ts';

export interface AuthOptions {
  db: Database;
  baseUrl: string;
  secret: string;
  /** Sign-in with OpenID Connect, besides email and password. */
  openIdConnect?: OpenIdConnect;
  log: Pick<StorageLog, 'error'>;
}

export interface OpenIdConnect {
  /** Address of the provider; the rest is found below it at /.well-known/openid-configuration. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** The provider's id in addresses: it calls back to `/auth/callback/oidc`. */
export const openIdConnectProvider = 'oidc';

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

/** And what is besides, where people can sign in with OpenID Connect. */
export const openIdConnectPaths: ReadonlySet<string> = new Set([
  '/auth/sign-in/social',
  `/auth/callback/${openIdConnectProvider}`,
]);

/** A callback that nobody began, or too long ago. better-auth calls that an error, but strangers must not fill our log. */
function isWrongCallback(message: string, error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return message === 'State not found' || /^state_(not_found|invalid|mismatch|security_mismatch)$/.test(String(code));
}

export type Auth = ReturnType<typeof createAuth>;

export function createAuth({ db, baseUrl, secret, openIdConnect, log }: AuthOptions) {
  return betterAuth({
    database: { db: db.kysely, type: 'postgres' },
    baseURL: baseUrl,
    basePath: '/auth',
    secret,
    telemetry: { enabled: false },
    // The message only: the error may hold what a person typed.
    logger: {
      level: 'error',
      log: (_level, message, error) => {
        if (!isWrongCallback(message, error)) log.error(`Sign-in: ${message}`);
      },
    },
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
        // Required by the database; here it is filled in by the hook below.
        personId: { type: 'number', required: false, input: false, fieldName: 'person_id', unique: true },
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
      // A login is made by an administrator's link or here, never by signing up, so its email needs no proof of its own;
      // the provider's does.
      accountLinking: { enabled: true, requireLocalEmailVerified: false, trustedProviders: [] },
      // A provider's tokens are not needed once it said who somebody is.
      updateAccountOnSignIn: false,
    },
    verification: {
      modelName: 'login_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    plugins: openIdConnect ? [genericOAuth({ config: [providerOf(openIdConnect)] })] : [],
    onAPIError: { errorURL: `${baseUrl}/sign-in` },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'interlock',
      useSecureCookies: baseUrl.startsWith('https:'),
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    databaseHooks: {
      user: {
        create: { before: async (login) => ({ data: { ...login, personId: await requirePersonOf(db, login) } }) },
      },
      account: { create: { before: async (account) => ({ data: { ...account, ...noTokens } }) } },
      session: {
        create: {
          before: (session) => requireActivePerson(db, session.userId),
          after: (session) => auditSignIn(db, session),
        },
      },
    },
  });
}

const noTokens = { accessToken: null, refreshToken: null, idToken: null };

function providerOf({ issuer, clientId, clientSecret }: OpenIdConnect): GenericOAuthConfig {
  return {
    providerId: openIdConnectProvider,
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId,
    clientSecret,
    scopes: ['openid', 'profile', 'email'],
    pkce: true,
  };
}

/** The person whom somebody new from a provider is: one with that email, whom an administrator has made. */
async function requirePersonOf(
  db: Database,
  { email, emailVerified }: { email: string; emailVerified?: boolean },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from app_user where lower(email) = lower(${email}) and is_active order by id limit 1`.execute(db.kysely);
  if (emailVerified && rows[0]) return rows[0].id;
  throw new APIError('FORBIDDEN', { code: 'no_such_person', message: 'No person here has this verified email.' });
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
