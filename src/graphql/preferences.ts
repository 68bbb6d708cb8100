/** What the web app remembers for the person; `me { preferences }` answers it. */
import { GraphQLInputObjectType, GraphQLObjectType, GraphQLString } from 'graphql';
import { requirePerson } from '../people/permissions.ts';
import { BadPreferenceError, findPreferences, type Preferences, savePreference } from '../people/preferences.ts';
import { BadInputError } from '../records/errors.ts';
import type { SchemaModule } from './create-schema.ts';
import { required } from './required.ts';
import { JsonScalar } from './scalars.ts';

export function preferencesModule(): SchemaModule {
  const input = new GraphQLInputObjectType({
    name: 'SavePreferenceInput',
    fields: {
      key: { type: new required(GraphQLString), description: 'A small letter and up to 59 letters and digits' },
      value: { type: JsonScalar, description: 'Up to 8,000 characters of JSON; null forgets what was kept' },
    },
  });
  const payload = new GraphQLObjectType<Preferences>({
    name: 'SavePreferencePayload',
    fields: { preferences: { type: new required(JsonScalar), resolve: (preferences) => preferences } },
  });
  return {
    mutation: {
      savePreference: {
        type: new required(payload),
        args: { input: { type: new required(input) } },
        resolve: async (_source, { input }, { person, db }) => {
          const { id } = requirePerson(person);
          try {
            await savePreference(db, id, input.key, input.value);
          } catch (error) {
            if (error instanceof BadPreferenceError) throw new BadInputError(error.message);
            throw error;
          }
          return findPreferences(db, id);
        },
      },
    },
  };
}
