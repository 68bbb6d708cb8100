// Untrusted input in, an action's content out. The keys of imported rules may be in camel or snake case.

import { BadInputError } from '../records/errors.ts';
import type { ActionContent, ActionEvent, ErrorState } from './action.ts';

/** What a caller may send; everything is checked. */
export type ActionInput = Readonly<Record<string, unknown>>;

export interface ParsedAction extends ActionContent {
  enabled: boolean;
}

const maxTitleCharacters = 500;
const maxCodeBytes = 256 * 1024;
const maxContextBytes = 64 * 1024;

/**
 * A whole action. `errorState` is ALLOW and `enabled` true when left out: published rules leave them out and mean that.
 * @throws BadInputError naming the field, the value and what is allowed
 */
export function parseNewAction(input: ActionInput, targets: readonly string[]): ParsedAction {
  const changes = parseActionChanges(input, targets);
  const { title, target, event, code } = changes;
  for (const [name, value] of Object.entries({ title, target, eventType: event, code })) {
    if (value === undefined) throw new BadInputError(`An action needs a ${name}`);
  }
  return {
    title: title!,
    target: target!,
    event: event!,
    code: code!,
    context: changes.context ?? '',
    errorState: changes.errorState ?? 'ALLOW',
    enabled: changes.enabled ?? true,
  };
}

/** The fields that are given; a field that is left out or null stays as it is. @throws BadInputError */
export function parseActionChanges(input: ActionInput, targets: readonly string[]): Partial<ParsedAction> {
  const value = (camel: string, snake = camel) => input[camel] ?? input[snake] ?? undefined;
  parseChoice('ruleType', value('ruleType', 'rule_type'), ['VALIDATION']);
  const changes: Partial<ParsedAction> = {
    title: parseTitle(value('title')),
    target: parseTarget(value('target'), targets),
    event: parseChoice('eventType', value('eventType', 'event_type'), ['CREATE', 'UPDATE', 'DELETE']) as ActionEvent,
    errorState: parseChoice('errorState', value('errorState', 'error_state'), ['ALLOW', 'BLOCK']) as ErrorState,
    context: parseSource('context', value('context'), maxContextBytes),
    code: parseSource('code', value('code'), maxCodeBytes),
    enabled: parseEnabled(value('enabled')),
  };
  return Object.fromEntries(Object.entries(changes).filter(([, given]) => given !== undefined));
}

function parseTitle(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const title = requireText('title', value).trim();
  if (!title) throw new BadInputError('title is empty; it names the action in messages and logs');
  if (title.length > maxTitleCharacters) {
    throw new BadInputError(`title has ${title.length} characters; the limit is ${maxTitleCharacters}`);
  }
  return title;
}

function parseTarget(value: unknown, targets: readonly string[]): string | undefined {
  if (value === undefined) return undefined;
  const target = requireText('target', value).replaceAll('_', '').toUpperCase();
  if (!targets.includes(target))
    throw new BadInputError(`target "${value}" is not a record type; there are ${targets.join(', ')}`);
  return target;
}

function parseChoice(name: string, value: unknown, choices: readonly string[]): string | undefined {
  if (value === undefined) return undefined;
  const choice = String(value).toUpperCase();
  if (!choices.includes(choice)) throw new BadInputError(`${name} "${value}" is not one of ${choices.join(', ')}`);
  return choice;
}

function parseEnabled(value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw new BadInputError(`enabled is ${JSON.stringify(value)}; it must be true or false`);
}

function parseSource(name: string, value: unknown, maxBytes: number): string | undefined {
  if (value === undefined) return undefined;
  const source = requireText(name, value);
  const bytes = Buffer.byteLength(source);
  if (bytes > maxBytes) throw new BadInputError(`${name} has ${bytes} bytes; the limit is ${maxBytes}`);
  return source;
}

function requireText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new BadInputError(`${name} is ${JSON.stringify(value)}; it must be text`);
  const at = value.indexOf('\0');
  if (at >= 0) throw new BadInputError(`${name} has a NUL character at position ${at + 1}; remove it`);
  if (!value.isWellFormed())
    throw new BadInputError(`${name} has half a surrogate pair, which is no character; remove it`);
  return value;
}
