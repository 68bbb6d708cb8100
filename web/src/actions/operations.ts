import { queryOptions } from '@tanstack/react-query';
import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { isRequestError } from '../api/graphql-request-error.ts';

const Rules = graphql(`
  query Rules($after: String) {
    rules(first: 200, after: $after) {
      nodes { id title target eventType enabled errorState _etag _updated updatedBy { id name } }
      pageInfo { endCursor hasNextPage }
    }
  }
`);

const Rule = graphql(`
  query Rule($id: ID!) {
    rule(id: $id) {
      id title target eventType errorState enabled context code version
      _etag _created _updated createdBy { id name } updatedBy { id name }
    }
  }
`);

const RuleShare = graphql(`
  query RuleShare($id: ID!) {
    rule(id: $id) { shareMutation }
  }
`);

const RuleVersions = graphql(`
  query RuleVersions($id: ID!) {
    rule(id: $id) {
      versions { version title target eventType errorState context code createdAt createdBy { id name } }
    }
  }
`);

const ReadLogFile = graphql(`
  query ReadLogFile($source: String!) {
    readLogFile(source: $source) { id code title }
  }
`);

const CreateRule = graphql(`
  mutation CreateRule($input: CreateRuleInput!) {
    createRule(input: $input) { rule { id } }
  }
`);

const UpdateRule = graphql(`
  mutation UpdateRule($input: UpdateRuleInput!) {
    updateRule(input: $input) { rule { id } }
  }
`);

const DeleteRule = graphql(`
  mutation DeleteRule($id: ID!, $etag: String!) {
    deleteRule(id: $id, etag: $etag) { id }
  }
`);

const ImportRules = graphql(`
  mutation ImportRules($source: String!) {
    importRules(source: $source) { title rule { id } problems { field message line column } }
  }
`);

const DryRunRule = graphql(`
  mutation DryRunRule($input: DryRunRuleInput!) {
    dryRunRule(input: $input) { outcome message line output warnings { message } executionTimeMs contextData }
  }
`);

export type ActionHead = ResultOf<typeof Rules>['rules']['nodes'][number];
export type Action = NonNullable<ResultOf<typeof Rule>['rule']>;
export type ActionVersion = NonNullable<ResultOf<typeof RuleVersions>['rule']>['versions'][number];
export type LogFileAction = ResultOf<typeof ReadLogFile>['readLogFile'][number];
export type ActionInput = VariablesOf<typeof CreateRule>['input'];
export type ActionUpdate = VariablesOf<typeof UpdateRule>['input'];
export type DryRunInput = VariablesOf<typeof DryRunRule>['input'];
export type DryRun = ResultOf<typeof DryRunRule>['dryRunRule'];
export type ImportVerdict = ResultOf<typeof ImportRules>['importRules'][number];

/** Every action: there are hundreds at most, so the list searches and filters them as one types. */
export const actionsQuery = queryOptions({
  queryKey: ['actions', 'list'],
  queryFn: async ({ signal }) => {
    const actions: ActionHead[] = [];
    let after: string | undefined;
    do {
      const { nodes, pageInfo } = (await graphqlRequest(Rules, { after }, signal)).data.rules;
      actions.push(...nodes);
      after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
    } while (after);
    return actions;
  },
});

/** One action, null when there is none. */
export function actionQuery(id: string) {
  return queryOptions({
    queryKey: ['actions', 'one', id],
    queryFn: async ({ signal }) => (await graphqlRequest(Rule, { id }, signal)).data.rule,
  });
}

/** Every version of an action, the newest first. */
export function actionVersionsQuery(id: string) {
  return queryOptions({
    queryKey: ['actions', 'versions', id],
    queryFn: async ({ signal }) => (await graphqlRequest(RuleVersions, { id }, signal)).data.rule?.versions ?? [],
  });
}

/** The actions in a downloaded log file, which somebody may have edited. Nothing is saved. */
export async function readLogFile(source: string): Promise<LogFileAction[]> {
  return (await graphqlRequest(ReadLogFile, { source })).data.readLogFile;
}

/** The mutation that makes the same action elsewhere. */
export async function readShareMutation(id: number | string): Promise<string> {
  const { rule } = (await graphqlRequest(RuleShare, { id })).data;
  if (!rule) throw new Error('This action was deleted.');
  return rule.shareMutation;
}

/** Answers the new action's id. */
export async function createAction(input: ActionInput): Promise<string> {
  const { rule } = (await graphqlRequest(CreateRule, { input })).data.createRule;
  return String(rule?.id);
}

export async function updateAction(input: ActionUpdate): Promise<void> {
  await graphqlRequest(UpdateRule, { input });
}

export async function deleteAction({ id, etag }: { id: number | string; etag: string }): Promise<void> {
  await graphqlRequest(DeleteRule, { id, etag });
}

/** Imports the rules in a text, one verdict each. A text that can't be read is a verdict too, so that others go on. */
export async function importActions(source: string): Promise<ImportVerdict[]> {
  try {
    return (await graphqlRequest(ImportRules, { source })).data.importRules;
  } catch (error) {
    if (!isRequestError(error, 'BAD_USER_INPUT') || error.problems.length === 0) throw error;
    const problems = error.problems.map(({ field = 'source', message, line = null, column = null }) => {
      return { field, message, line, column };
    });
    return [{ title: null, rule: null, problems }];
  }
}

/** Runs an action without changing or logging anything. */
export async function dryRun(input: DryRunInput): Promise<DryRun> {
  return (await graphqlRequest(DryRunRule, { input })).data.dryRunRule;
}
