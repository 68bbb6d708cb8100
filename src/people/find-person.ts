// Who a session or an API token stands for. One query a request, so that what is revoked or taken away is gone with the next request.
// Roles, teams and permissions are kept in memory as long as the query tells that none of them was changed; see migration 0101.

import { type RawBuilder, sql } from 'kysely';
import type { Person } from '../records/guard.ts';
import { statement } from '../storage/statement.ts';
import type { Queryable } from '../storage/tables.ts';
import { hashToken } from './tokens.ts';

export interface PersonFinder {
  /** Undefined when there is no such person, or they were deactivated. */
  byId(id: number): Promise<Person | undefined>;
  /** Undefined when the session is over, or its person was deactivated. */
  bySession(sessionToken: string): Promise<Person | undefined>;
  /** Undefined when there is no such token, it has expired, or its person was deactivated. */
  byToken(token: string): Promise<Person | undefined>;
}

interface PersonRow {
  id: number;
  name: string;
  email: string;
  access_revision: string;
  via_token?: string;
  scope?: readonly string[] | null;
  session_id?: string;
  token_id?: number;
  use_is_old?: boolean;
}

type Access = Pick<Person, 'roles' | 'teams' | 'permissionGroups' | 'permissions'>;

/** People whose access is kept in memory. */
const MAX_KNOWN = 1000;

export function createPersonFinder(db: Queryable): PersonFinder {
  const known = new Map<number, { revision: string; access: Access }>();

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

  async function toPerson(row: PersonRow | undefined): Promise<Person | undefined> {
    if (!row) return undefined;
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
    byId: async (id) => toPerson((await personById(db, { id })).rows[0]),
    bySession: async (token) => toPerson((await personBySession(db, { token })).rows[0]),
    async byToken(token) {
      const row = (await personByToken(db, { hash: hashToken(token) })).rows[0];
      if (row?.use_is_old) await sql`update api_token set last_used_at = now() where id = ${row.token_id}`.execute(db);
      return toPerson(row);
    },
  };
}

const accessRevision: RawBuilder<string> = sql`(select changed_by::text from access_revision)`;
const personColumns: RawBuilder<unknown> = sql`p.id, p.name, p.email, ${accessRevision} as access_revision`;

const personById = statement(
  ({ id }: { id: number }) =>
    sql<PersonRow>`select ${personColumns} from app_user p where p.id = ${id} and p.is_active`,
);

const personBySession = statement(
  ({ token }: { token: string }) => sql<PersonRow>`
    select ${personColumns}, s.id as session_id from login_session s join login l on l.id = s.login_id join app_user p on p.id = l.person_id
    where s.token = ${token} and s.expires_at > now() and p.is_active`,
);

const personByToken = statement(
  ({ hash }: { hash: Buffer }) => sql<PersonRow>`
    select ${personColumns}, t.name as via_token, t.scope, t.id as token_id,
      coalesce(t.last_used_at < now() - interval '1 minute', true) as use_is_old
    from api_token t join app_user p on p.id = t.person_id
    where t.token_hash = ${hash} and coalesce(t.expires_at > now(), true) and p.is_active`,
);

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
