/** `readLogFile`: the actions of an edited log file, to be compared with what is saved and taken over. */
import { GraphQLBoolean, GraphQLObjectType, GraphQLString } from 'graphql';
import type { LogFileAction } from '../actions/read-log-file.ts';
import { requirePermission } from '../people/permissions.ts';
import type { SchemaModule } from './create-schema.ts';
import { listOf, required } from './required.ts';
import { IdScalar } from './scalars.ts';

declare module './context.ts' {
  interface Services {
    readonly readLogFile: (text: string) => Promise<LogFileAction[]>;
  }
}

export function logFileModule(): SchemaModule {
  const action = new GraphQLObjectType<LogFileAction>({
    name: 'LogFileAction',
    description: 'An action as it stands in a log file',
    fields: {
      id: { type: new required(IdScalar) },
      code: { type: new required(GraphQLString) },
      title: {
        type: GraphQLString,
        description: 'null when the action was deleted since',
        resolve: ({ action }) => action?.title,
      },
      currentCode: { type: GraphQLString, description: 'As it is saved now', resolve: ({ action }) => action?.code },
      currentEtag: { type: GraphQLString, resolve: ({ action }) => action?.etag },
      changed: {
        type: new required(GraphQLBoolean),
        description: 'Whether the file differs from what is saved',
        resolve: ({ code, action }) => action?.code !== code,
      },
    },
  });
  return {
    query: {
      readLogFile: {
        type: listOf(action),
        description: 'The actions of a downloaded log file, maybe edited. Nothing is saved.',
        args: { source: { type: new required(GraphQLString) } },
        resolve: (_source, { source }, { person, services }) => {
          requirePermission(person, 'EDIT_ACTIONS');
          return services.readLogFile(source);
        },
      },
    },
  };
}
