// Who a session or an API token stands for. One query a request and nothing cached, so that what is revoked or taken away
// is gone with the next request.

import { type RawBuilder, sql } from 'kysely';
import type { Person } from '../records/guard.ts';
import { statement } from '../storage/statement.ts';
import type { Queryable } from '../storage/tables.ts';
import { hashToken } from './tokens.ts';

interface PersonRow {
  id: number;
  name: string;
  email: string;
  roles: string[];
  teams: string[];
  /** As JSON. */
  groups: string;
  via_token?: string;
  scope?: readonly string[] | null;
  session_id?: string;
  token_id?: number;
  use_is_old?: boolean;
}

/** Undefined when there is no such person, or they were deactivated. */
export async function findPersonById(db: Queryable, id: number): Promise<Person | undefined> {
  const { rows } = await personById(db, { id });
  return rows[0] && toPerson(rows[0]);
}

/** Undefined when the session is over, or its person was deactivated. */
export async function findPersonBySession(db: Queryable, sessionToken: string): Promise<Person | undefined> {
  const { rows } = await personBySession(db, { token: sessionToken });
  return rows[0] && toPerson(rows[0]);
}

/** Undefined when there is no such token, it has expired, or its person was deactivated. */
export async function findPersonByToken(db: Queryable, token: string): Promise<Person | undefined> {
  const { rows } = await personByToken(db, { hash: hashToken(token) });
  const row = rows[0];
  if (row?.use_is_old) await sql`update api_token set last_used_at = now() where id = ${row.token_id}`.execute(db);
  return row && toPerson(row);
}

const personColumns: RawBuilder<unknown> = sql`p.id, p.name, p.email,
  array(
    select role.name from user_role join role on role.id = user_role.role_id where user_role.user_id = p.id order by role.id
  ) as roles,
  array(
    select team.name from user_team join team on team.id = user_team.team_id where user_team.user_id = p.id order by team.id
  ) as teams,
  (
    select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'permissions', g.permissions) order by g.id), '[]')::text
    from permission_group g
    where g.id in (
      select r.permission_group_id from user_role join role_permission_group r using (role_id) where user_role.user_id = p.id
    )
  ) as groups`;

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

function toPerson(row: PersonRow): Person {
  const { id, name, email, roles, teams, groups, scope, via_token: viaToken, session_id: sessionId } = row;
  const read = readGroups(groups);
  return {
    id,
    name,
    email,
    roles,
    teams,
    permissionGroups: read.permissionGroups,
    permissions: read.permissions,
    ...(viaToken !== undefined && { viaToken }),
    ...(scope && { scope }),
    ...(sessionId !== undefined && { sessionId }),
  };
}

type Granted = Pick<Person, 'permissionGroups' | 'permissions'>;

/** What was read of permission groups, by their JSON: people of the same roles have the same, and ask often. */
const granted = new Map<string, Granted>();
const MAX_GRANTED = 200;

function readGroups(json: string): Granted {
  const known = granted.get(json);
  if (known) return known;
  const groups = JSON.parse(json) as { id: number; name: string; permissions: unknown }[];
  const permissions = groups.flatMap((group) =>
    Array.isArray(group.permissions) ? group.permissions.map(String) : [],
  );
  const read = {
    permissionGroups: groups.map((group) => ({ id: group.id, name: group.name })),
    permissions: [...new Set(permissions)],
  };
  if (granted.size >= MAX_GRANTED) granted.clear();
  granted.set(json, read);
  return read;
}
