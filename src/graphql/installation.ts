/** What the server knows of itself, for administrators. */
import { GraphQLBoolean, GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLString } from 'graphql';
import { sql } from 'kysely';
import { requirePermission } from '../people/permissions.ts';
import type { SandboxLimits } from '../sandbox/limits.ts';
import type { Queryable } from '../storage/tables.ts';
import type { OperationContext } from './context.ts';
import type { SchemaModule } from './create-schema.ts';
import { required } from './required.ts';
import { DateTimeScalar } from './scalars.ts';

/** The parts that do not change while the server runs. */
export interface Installation {
  readonly version: string;
  readonly startedAt: Date;
  readonly baseUrl: string;
  /** Whether the database is Interlock's own, not one of DATABASE_URL. */
  readonly hasOwnDatabase: boolean;
  readonly hasOpenIdConnect: boolean;
  readonly sandbox: {
    /** Why it can't run actions; undefined when it works. */
    readonly unavailable: string | undefined;
    readonly pythonVersion: string;
    readonly walls: readonly string[];
    readonly limits: SandboxLimits;
  };
}

declare module './context.ts' {
  interface Services {
    readonly installation: Installation;
  }
}

const text = new required(GraphQLString);
const count = new required(GraphQLInt);
const flag = new required(GraphQLBoolean);

export function installationModule(): SchemaModule {
  const limits = new GraphQLObjectType<SandboxLimits>({
    name: 'SandboxLimits',
    fields: {
      cpuMs: { type: count, description: 'Processor time of one action' },
      wallMs: { type: count, description: 'Time of one action by the clock' },
      memoryMb: { type: count },
      outputBytes: { type: count },
      contextBytes: { type: count },
    },
  });
  const sandbox = new GraphQLObjectType<Installation['sandbox']>({
    name: 'SandboxState',
    fields: {
      unavailable: { type: GraphQLString, description: 'Why actions cannot run; null when they can' },
      pythonVersion: { type: text },
      walls: { type: new required(new GraphQLList(text)), description: 'What stands between an action and the server' },
      limits: { type: new required(limits) },
    },
  });
  const installation = new GraphQLObjectType<Installation, OperationContext>({
    name: 'Installation',
    fields: {
      version: { type: text },
      startedAt: { type: new required(DateTimeScalar), description: 'Of the node that answers' },
      baseUrl: { type: text },
      nodeVersion: { type: text, resolve: () => process.versions.node },
      databaseVersion: { type: text, resolve: (_source, _args, { db }) => findDatabaseVersion(db) },
      hasOwnDatabase: { type: flag },
      hasOpenIdConnect: { type: flag, description: 'Whether people can sign in with OpenID Connect' },
      sandbox: { type: new required(sandbox) },
    },
  });
  return {
    query: {
      installation: {
        type: new required(installation),
        resolve: (_source, _args, { person, services }) => {
          requirePermission(person, 'ADMINISTER');
          return services.installation;
        },
      },
    },
  };
}

async function findDatabaseVersion(db: Queryable): Promise<string> {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
  return rows[0]!.server_version;
}
