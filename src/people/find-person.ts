// Who a session or an API token stands for. The database is asked for each request, so that what is revoked or taken away is gone with
// the next one: by a query of its own or, for a person who was found a moment ago, by the statement that writes a record. All that is
// kept in memory holds as long as the answer tells that the last transaction that changed people, tokens, sessions, roles, teams or
// groups is still the same; see the migrations 0101 and 0102.

import { type RawBuilder, sql } from 'kysely';
import { UnconfirmedPersonError } from '../records/errors.ts';
import type { Confirmation, Person } from '../records/guard.ts';
import { statement } from '../storage/statement.ts';
import type { Queryable } from '../storage/tables.ts';
import { hashToken } from './tokens.ts';

/** What a request brings along to show who makes it. */
export interface Credential {
  readonly kind: 'session' | 'token';
  readonly secret: string;
}

/** A person as a request before found them. */
export interface RecalledPerson {
  readonly person: Person;
  readonly confirmation: Confirmation;
}

export interface PersonFinder {
  /** Undefined when there is no such person, or they were deactivated. */
  byId(id: number): Promise<Person | undefined>;
  /** Undefined when the session is over, or the token not known or expired, or its person was deactivated. */
  byCredential(credential: Credential): Promise<Person | undefined>;
  /** Whom the same credential found within the last half a minute. Asks nothing. */
  recall(credential: Credential): RecalledPerson | undefined;
}

interface PersonRow {
  id: number;
  name: string;
  email: string;
  access_revision: string;
  via_token?: string;
  scope?: readonly string[] | null;
  session_id?: string;
  use_is_old?: boolean;
  /** Until the session or token expires; null for one that doesn't. */
  left_ms?: number | null;
}

type Access = Pick<Person, 'roles' | 'teams' | 'permissionGroups' | 'permissions'>;

/** People whose access is kept in memory, and sessions and tokens whose people are. */
const MAX_KNOWN = 1000;
/** So that the last use of a token is noted by the minute. */
const RECALLED_FOR_MS = 30_000;

export function createPersonFinder(db: Queryable): PersonFinder {
  const known = new Map<number, { revision: string; access: Access }>();
  const recent = new Map<string, { person: Person; revision: string; untilMs: number }>();

  async function findAccess({ id, access_revision: revision }: PersonRow): Promise<Access> {
    const kept = known.get(id);
    if (kept?.revision === revision) return kept.access;
    // Of a moment later: what it is as of is read again, with it.
    const { rows } = await accessById(db, { id });
    const access = toAccess(rows[0]!);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(id, { revision: rows[0]!.access_revision, access });
    return access;
  }

  async function toPerson(row: PersonRow): Promise<Person> {
    const { id, name, email, scope, via_token: viaToken, session_id: sessionId } = row;
    return {
      id,
      name,
      email,
      ...(await findAccess(row)),
      ...(viaToken !== undefined && { viaToken }),
      ...(scope && { scope }),
      ...(sessionId !== undefined && { sessionId }),
    };
  }

  return {
    async byId(id) {
      const row = (await personById(db, { id })).rows[0];
      return row && toPerson(row);
    },
    async byCredential(credential) {
      const { kind, secret } = credential;
      const key = kind === 'token' ? hashToken(secret) : secret;
      recent.delete(nameOf(credential));
      const askedAtMs = performance.now();
      const row = (await personBy[kind](db, { key })).rows[0];
      if (!row) return undefined;
      if (row.use_is_old) await sql`update api_token set last_used_at = now() where token_hash = ${key}`.execute(db);
      const person = await toPerson(row);
      if (recent.size >= MAX_KNOWN) recent.clear();
      const untilMs = askedAtMs + Math.min(row.left_ms ?? RECALLED_FOR_MS, RECALLED_FOR_MS);
      recent.set(nameOf(credential), { person, revision: row.access_revision, untilMs });
      return person;
    },
    recall(credential) {
      const found = recent.get(nameOf(credential));
      if (!found || found.untilMs <= performance.now()) return undefined;
      return { person: found.person, confirmation: createConfirmation(found.revision) };
    },
  };
}

function nameOf({ kind, secret }: Credential): string {
  return `${kind} ${secret}`;
}

function createConfirmation(revision: string): Confirmation {
  let isConfirmed = false;
  return {
    question: accessRevision,
    confirm(answer) {
      isConfirmed = answer === revision;
      if (!isConfirmed) throw new UnconfirmedPersonError();
    },
    get isConfirmed() {
      return isConfirmed;
    },
  };
}

const accessRevision: RawBuilder<string> = sql`(select changed_by::text from access_revision)`;
const personColumns: RawBuilder<unknown> = sql`p.id, p.name, p.email, ${accessRevision} as access_revision`;

const personById = statement(
  ({ id }: { id: number }) =>
    sql<PersonRow>`select ${personColumns} from app_user p where p.id = ${id} and p.is_active`,
);

const personBy = {
  session: statement(
    ({ key }: { key: unknown }) => sql<PersonRow>`
      select ${personColumns}, s.id as session_id, extract(epoch from s.expires_at - now()) * 1000 as left_ms
      from login_session s join login l on l.id = s.login_id join app_user p on p.id = l.person_id
      where s.token = ${key} and s.expires_at > now() and p.is_active`,
  ),
  token: statement(
    ({ key }: { key: unknown }) => sql<PersonRow>`
      select ${personColumns}, t.name as via_token, t.scope, extract(epoch from t.expires_at - now()) * 1000 as left_ms,
        coalesce(t.last_used_at < now() - interval '1 minute', true) as use_is_old
      from api_token t join app_user p on p.id = t.person_id
      where t.token_hash = ${key} and coalesce(t.expires_at > now(), true) and p.is_active`,
  ),
};

interface AccessRow {
  access_revision: string;
  roles: string[];
  teams: string[];
  groups: { id: number; name: string; permissions: unknown }[];
}

const accessById = statement(
  ({ id }: { id: number }) => sql<AccessRow>`
    select ${accessRevision} as access_revision,
      array(
        select role.name from user_role join role on role.id = user_role.role_id where user_role.user_id = ${id} order by role.id
      ) as roles,
      array(
        select team.name from user_team join team on team.id = user_team.team_id where user_team.user_id = ${id} order by team.id
      ) as teams,
      (
        select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'permissions', g.permissions) order by g.id), '[]')
        from permission_group g
        where g.id in (
          select r.permission_group_id from user_role join role_permission_group r using (role_id) where user_role.user_id = ${id}
        )
      ) as groups`,
);

function toAccess({ roles, teams, groups }: AccessRow): Access {
  const permissions = groups.flatMap((group) =>
    Array.isArray(group.permissions) ? group.permissions.map(String) : [],
  );
  return {
    roles,
    teams,
    permissionGroups: groups.map((group) => ({ id: group.id, name: group.name })),
    permissions: [...new Set(permissions)],
  };
}
