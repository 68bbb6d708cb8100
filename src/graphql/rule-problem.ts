import { GraphQLInt, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ActionProblem } from '../actions/action.ts';
import { enumeration } from './enumeration.ts';
import { required } from './required.ts';

/** What is wrong with an action, and where. */
export const problemType = new GraphQLObjectType<ActionProblem>({
  name: 'RuleProblem',
  fields: {
    severity: {
      type: new required(enumeration('RuleProblemSeverity', ['ERROR', 'WARNING'])),
      description: 'Only an error keeps an action from being enabled',
      resolve: ({ severity = 'error' }) => severity.toUpperCase(),
    },
    field: { type: new required(GraphQLString), description: 'title, target, context or code' },
    message: { type: new required(GraphQLString) },
    line: { type: GraphQLInt },
    column: { type: GraphQLInt },
  },
});
