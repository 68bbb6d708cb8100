/**
 * An execution log as its reader may see it: everything, but for what of the contexts their permissions leave out. What
 * is hidden in a context is hidden in outputs and messages as well, where it appears there word for word.
 */
import type { ExecutedAction, ExecutionLog } from '../execution-logs/execution-log.ts';
import { accessOf, hasPermission } from '../people/permissions.ts';
import type { Person } from '../records/guard.ts';
import { chainVerdict } from '../sandbox/verdict.ts';
import type { ContextHider, HiddenContext } from './hide-context.ts';

export interface ReadableLog extends ExecutionLog {
  /** Why the log is not shown whole, as sentences for its reader; undefined when it is. */
  readonly hidden?: string;
}

export function readableLog(log: ExecutionLog, person: Person, hider: ContextHider): ReadableLog {
  const access = accessOf(person);
  const contexts = log.actions.map(({ context, contextQuery = '' }) =>
    hider.hide({ context, query: contextQuery, target: log.target }, access),
  );
  const maySee = hasPermission(person, 'SEE_CONTEXTS');
  const mask = maskOf(contexts.flatMap(({ values }) => values));
  const hidden = reasonOf(maySee, contexts);
  return {
    ...log,
    validationMessage: mask(wholeMessage(log)),
    actions: log.actions.map((action, index) => ({
      ...action,
      context: maySee ? contexts[index]!.context : hiddenContext,
      contextError: mask(action.contextError),
      message: mask(action.message),
      output: maskOutput(action, mask),
    })),
    ...(hidden !== undefined && { hidden }),
  };
}

const hiddenContext = JSON.stringify({ hidden: 'You may not see the contexts of actions.' });
export const maskedValue = '[hidden]';

/** Replaces values in a text; the longest go first, so that none is left in part. */
export function maskOf(values: readonly string[]) {
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
  return <Text extends string | null>(text: Text): Text =>
    text === null
      ? text
      : (longestFirst.reduce<string>((all, value) => all.replaceAll(value, maskedValue), text) as Text);
}

function maskOutput({ output }: ExecutedAction, mask: (text: string) => string): Buffer {
  const text = output.toString();
  const masked = mask(text);
  return masked === text ? output : Buffer.from(masked);
}

/** The head of a log keeps messages without sensitive values, so that lists need not know; the body keeps them whole. */
function wholeMessage({ validationMessage, actions }: ExecutionLog): string | null {
  if (!validationMessage?.includes(maskedValue)) return validationMessage;
  return chainVerdict(actions.map((action) => ({ action, result: action }))).message ?? validationMessage;
}

function reasonOf(maySee: boolean, contexts: readonly HiddenContext[]): string | undefined {
  if (!maySee) return 'The contexts are hidden: you may not see the contexts of actions (permission SEE_CONTEXTS).';
  const names = [...new Set(contexts.flatMap(({ hidden }) => [...hidden]))].sort();
  if (!names.length) return undefined;
  return `Values that you may not see are hidden: ${names.join(', ')}.`;
}
