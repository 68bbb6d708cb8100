import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { createPatch } from 'diff';

export interface ApplyOptions {
  /** Address of the server. */
  url: string;
  token: string;
  /** Saves without asking. */
  yes: boolean;
  print: (text: string) => void;
}

interface FileAction {
  id: number;
  code: string;
  title: string | null;
  currentCode: string | null;
  currentEtag: string | null;
  changed: boolean;
}

/** What is wrong with the command's input or the server's answer; the message is for the person who typed it. */
export class ApplyError extends Error {
  override name = 'ApplyError';
}

/**
 * `interlock actions apply FILE`: shows how each action of an edited log file differs from what is saved, asks, and saves
 * it as a new version. @throws ApplyError
 */
export async function applyLogFile(file: string, options: ApplyOptions): Promise<void> {
  const source = await readFile(file, 'utf8').catch((error) => {
    throw new ApplyError(`${file} can't be read: ${(error as Error).message}`);
  });
  const { readLogFile } = await ask<{ readLogFile: FileAction[] }>(
    'query ($source: String!) { readLogFile(source: $source) { id code title currentCode currentEtag changed } }',
    { source },
    options,
  );
  for (const action of readLogFile) await applyAction(action, options);
}

async function applyAction(action: FileAction, options: ApplyOptions): Promise<void> {
  const { id, title, code, currentCode, currentEtag, changed } = action;
  if (currentCode === null) return options.print(`Action ${id} was deleted since; nothing to apply.`);
  if (!changed) return options.print(`Action ${id} "${title}" is saved as it stands in the file.`);
  options.print(createPatch(`action ${id} "${title}"`, currentCode, code, 'saved', 'in the file'));
  if (!options.yes && !(await confirm(`Save this as a new version of action ${id}? [y/N] `)))
    return options.print('Not saved.');
  const { updateRule } = await ask<{ updateRule: { rule: { version: number } } }>(
    'mutation ($input: UpdateRuleInput!) { updateRule(input: $input) { rule { version } } }',
    { input: { id, etag: currentEtag, code } },
    options,
  );
  options.print(`Saved as version ${updateRule.rule.version} of action ${id}.`);
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function ask<Data>(query: string, variables: object, { url, token }: ApplyOptions): Promise<Data> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  }).catch((error) => {
    throw new ApplyError(`There is no answer from ${url}: ${(error as Error).message}`);
  });
  const answer = (await response
    .json()
    .catch(() => ({ errors: [{ message: `${url} answered ${response.status}` }] }))) as {
    data?: Data;
    errors?: { message: string }[];
  };
  if (answer.errors?.length) throw new ApplyError(answer.errors.map(({ message }) => message).join('\n'));
  return answer.data as Data;
}
