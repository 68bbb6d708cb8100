import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { adminRole } from './permissions.ts';

/** Whether some administrator can sign in; until then the one-time link of the first run works. */
export async function hasAdminLogin(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select 1 from login join app_user p on p.id = login.person_id
      join user_role on user_role.user_id = p.id join role on role.id = user_role.role_id
      where role.name = ${adminRole} and p.is_active
    ) as found`.execute(db);
  return rows[0]!.found;
}

/** The administrator who has been there longest. */
async function findFirstAdmin(db: Queryable): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select p.id from app_user p join user_role on user_role.user_id = p.id join role on role.id = user_role.role_id
    where role.name = ${adminRole} and p.is_active order by p.id limit 1`.execute(db);
  return rows[0]?.id;
}

/** Makes the person with this email an administrator, and the person if there is none. @returns their id. */
export async function createAdmin(db: Queryable, { name, email }: { name: string; email: string }): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with found as (
      update app_user set name = ${name}, is_active = true, etag = gen_random_uuid()::text, updated_at = now()
      where id = (select id from app_user where lower(email) = lower(${email}) order by id limit 1) returning id
    ), made as (
      insert into app_user (etag, name, email) select gen_random_uuid()::text, ${name}, ${email}
      where not exists (select 1 from found) returning id
    )
    select id from found union all select id from made`.execute(db);
  const id = rows[0]!.id;
  await sql`
    with admin as (
      insert into role (etag, name, description) values (gen_random_uuid()::text, ${adminRole}, 'May do everything')
      on conflict on constraint role_name_key do update set name = excluded.name returning id
    )
    insert into user_role (user_id, role_id) select ${id}::integer, id from admin on conflict do nothing`.execute(db);
  return id;
}

/** The administrator who has been there longest; on a first start, one named Administrator who can't sign in. */
export async function requireAdmin(db: Queryable): Promise<number> {
  return (await findFirstAdmin(db)) ?? createAdmin(db, { name: 'Administrator', email: 'admin@interlock.local' });
}
