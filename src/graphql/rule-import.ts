/** Several actions made at once from a text, each with its own verdict. */
import { GraphQLError, type GraphQLFieldConfig, GraphQLObjectType, GraphQLString } from 'graphql';
import type { Action, ActionProblem } from '../actions/action.ts';
import type { Actions } from '../actions/actions.ts';
import { ImportParseError, readRules } from '../actions/import-actions.ts';
import type { Author } from '../people/author.ts';
import { requirePermission } from '../people/permissions.ts';
import { RequestError } from '../records/errors.ts';
import { requireMayCreate } from './action-permissions.ts';
import type { OperationContext } from './context.ts';
import { requestScope } from './request-scope.ts';
import { listOf, required } from './required.ts';
import { problemType } from './rule-problem.ts';

interface ImportResult {
  title: string | null;
  rule: Action | null;
  problems: ActionProblem[];
}

export function importMutation(rule: GraphQLObjectType): GraphQLFieldConfig<unknown, OperationContext> {
  const result = new GraphQLObjectType<ImportResult>({
    name: 'ImportRuleResult',
    fields: {
      title: { type: GraphQLString },
      rule: { type: rule, description: 'null when it could not be created; problems says why' },
      problems: { type: listOf(problemType) },
    },
  });
  return {
    type: listOf(result),
    description:
      'Creates the rules of a text in one of the published shapes: a JSON object, {"create_rule": {…}}, or a createRule mutation.',
    args: { source: { type: new required(GraphQLString) } },
    resolve: async (_source, { source }, context) => {
      const { person, services } = context;
      requirePermission(person, 'EDIT_ACTIONS');
      const inputs = readRulesOrRefuse(source);
      for (const input of inputs) requireMayCreate(person, input);
      const results: ImportResult[] = [];
      for (const input of inputs) results.push(await importOne(services.actions, input, requestScope(context)));
      return results;
    },
  };
}

function readRulesOrRefuse(source: string) {
  try {
    return readRules(source);
  } catch (error) {
    if (!(error instanceof ImportParseError)) throw error;
    const { message, line, column } = error;
    throw new GraphQLError(`Line ${line}, column ${column}: ${message}`, {
      extensions: { code: 'BAD_USER_INPUT', problems: [{ field: 'source', message, line, column }] },
    });
  }
}

async function importOne(
  actions: Actions,
  input: Readonly<Record<string, unknown>>,
  author: Author,
): Promise<ImportResult> {
  const title = typeof input.title === 'string' ? input.title : null;
  try {
    return { title, rule: await actions.create(input, author), problems: [] };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const problems = 'problems' in error ? (error.problems as ActionProblem[]) : [];
    const whole: ActionProblem = { field: 'title', message: error.message, line: null, column: null };
    return { title, rule: null, problems: problems.length ? problems : [whole] };
  }
}
