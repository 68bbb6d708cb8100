import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import type { Sample } from './sample.ts';

const teams: readonly [name: string, description: string][] = [
  ['Production', 'Builds and assembles'],
  ['Responsible Engineer', 'Owns the design of a part'],
  ['Mission Assurance', 'Says whether it may fly'],
  ['Purchasing', 'Buys'],
  ['Test', 'Runs the stands'],
];

/** Beside the roles that every installation has; all of these may change records. */
const roles: readonly [name: string, description: string][] = [
  ['Manager', 'Approves spending'],
  ['Buyer', 'Raises purchase orders'],
  ['Technician', 'Works on runs'],
  ['Quality Engineer', 'Decides on issues'],
  ['Quality Inspector', 'Finds issues'],
  ['Reliability Engineer', 'Follows failures up'],
];

const people: readonly [name: string, roles: string[], teams: string[]][] = [
  ['Maya Okafor', ['Manager'], ['Production']],
  ['Tomas Lindqvist', ['Manager', 'Buyer'], ['Purchasing']],
  ['Priya Raman', ['Buyer'], ['Purchasing']],
  ['Jonas Weber', ['Technician'], ['Production']],
  ['Aiko Tanaka', ['Technician'], ['Production', 'Test']],
  ['Samuel Reyes', ['Technician'], ['Test']],
  ['Elena Petrova', ['Quality Engineer'], ['Mission Assurance']],
  ['David Mensah', ['Quality Inspector'], ['Mission Assurance']],
  ['Lucia Ferrari', ['Reliability Engineer'], ['Mission Assurance', 'Responsible Engineer']],
  ['Noah Clarke', ['Operator'], ['Responsible Engineer']],
  ['Ingrid Solberg', ['Quality', 'Quality Engineer'], ['Mission Assurance', 'Production']],
  ['Omar Haddad', ['Viewer'], []],
];

const locations = [
  ['Receiving', 'Where deliveries arrive'],
  ['Stockroom', 'Racked parts, checked in'],
  ['Clean room', 'ISO 7, for valves and avionics'],
  ['Weld bay', 'Tanks and thrust structures'],
  ['Integration hall', 'Stages come together'],
  ['Test stand 1', 'Engines up to 30 kN'],
  ['Quarantine', 'Parts with open issues'],
] as const;

const suppliers = [
  ['Northfield Alloys', 'Aluminium and nickel stock'],
  ['Halcyon Valves', 'Cryogenic valves and regulators'],
  ['Brightline Electronics', 'Boards and harnesses'],
  ['Ferrum Fasteners', 'Bolts, nuts and washers'],
  ['Polar Composites', 'Carbon structures'],
] as const;

/** Teams, roles, people, locations and suppliers. People of the sample can't sign in: they have no password. */
export async function samplePeople(sample: Sample, tx: Queryable): Promise<void> {
  for (const [name, description] of teams) sample.keep(name, await sample.create('Team', { name, description }));
  await makeRoles(sample, tx);
  for (const [name, itsRoles, itsTeams] of people) {
    const email = `${name.toLowerCase().replace(' ', '.')}@sample.example`;
    const roleIds = itsRoles.map((role) => sample.id(`role ${role}`));
    sample.keep(name, await sample.create('User', { name, email, roleIds, teamIds: itsTeams.map(sample.id) }));
  }
  for (const [name, description] of locations)
    sample.keep(name, await sample.create('Location', { name, description }));
  for (const [name, description] of suppliers)
    sample.keep(name, await sample.create('Supplier', { name, description }));
}

async function makeRoles(sample: Sample, tx: Queryable): Promise<void> {
  const existing = await sql<{ id: number; name: string }>`select id, name from role`.execute(tx);
  const groups = await sql<{ id: number }>`select id from permission_group where name = 'RecordEditors'`.execute(tx);
  const permissionGroupIds = groups.rows.map(({ id }) => id);
  for (const { id, name } of existing.rows) sample.keep(`role ${name}`, { id, _etag: '' });
  for (const [name, description] of roles) {
    if (existing.rows.some((role) => role.name === name)) continue;
    sample.keep(`role ${name}`, await sample.create('Role', { name, description, permissionGroupIds }));
  }
}
