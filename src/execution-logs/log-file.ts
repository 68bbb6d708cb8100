// The log file: a log as one stand-alone Python file that prints the same output and verdict under plain python3.
//
// Its parts, top to bottom: what this is, the actions, the contexts, the program and what the log says, and the guest,
// the very source that runs in the sandbox.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isContextLimitMessage } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { ExecutedAction, ExecutionLog } from './execution-log.ts';
import { prettyJson } from './pretty-json.ts';

export interface LogFile {
  name: string;
  text: string;
}

const guestFolder = new URL('../sandbox/guest/', import.meta.url);
const guestParts = [
  'log_file_start',
  'guest',
  'doors',
  'facts',
  'addresses',
  'versions',
  'pins',
  'top_level',
  'action_text',
  'log_file_action',
  'log_file',
  'comparison',
  'log_file_main',
];
const guest = guestParts.map((name) => readFileSync(new URL(`${name}.py`, guestFolder), 'utf8')).join('\n\n');

/** `link` is the address of the log's page. */
export async function createLogFile(
  log: ExecutionLog,
  { sandbox, link, targetLabel }: { sandbox: Sandbox; link: string; targetLabel: string },
): Promise<LogFile> {
  const name = logFileName(log);
  const actions = await Promise.all(log.actions.map((action) => actionSection(action, sandbox)));
  const program = JSON.stringify(programOf(log), null, 2);
  const parts = [
    header(log, name, link, targetLabel),
    section('The actions, as they ran'),
    ...actions,
    section('The contexts they were given, as JSON'),
    ...log.actions.map(contextSection),
    section('The program, and what the log says came of it'),
    `program = ${pythonText(program)}\n`,
    `expected = ${pythonText(JSON.stringify({ programSha256: sha256(safeInQuotes(program)), ...expectedOf(log) }, null, 2))}\n`,
    guest,
  ];
  return { name, text: parts.join('\n') };
}

/** `UPDATE_PARTINVENTORY_34_20261123T012231Z_9f2c77aa.py`; the last part is the end of the id, which is its random part. */
export function logFileName(
  log: Pick<ExecutionLog, 'id' | 'event' | 'target' | 'targetRecordId' | 'createdAt'>,
): string {
  const moment = log.createdAt
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
  const target = log.target.replace(/[^A-Z0-9]/g, '');
  return `${log.event}_${target}_${log.targetRecordId}_${moment}_${log.id.slice(-8)}.py`;
}

function header(log: ExecutionLog, name: string, link: string, targetLabel: string): string {
  const { raisedAction, triggeredBy } = log;
  const facts: [string, string | null][] = [
    ['Outcome', log.outcome + (log.committed ? ', the change was committed' : ', the change was not committed')],
    ['Validation Message', log.validationMessage],
    ['Raised Action', raisedAction && `${raisedAction.id} ${raisedAction.title}`],
    ['Created At', log.createdAt.toISOString()],
    ['Event', log.event],
    ['Target', targetLabel],
    ['Target Record ID', String(log.targetRecordId)],
    ['Executed Action IDs', log.executedActionIds.join(', ')],
    ['Execution Time', `${log.executionTimeMs} ms`],
    [
      'Triggered By',
      triggeredBy && `${triggeredBy.name} <${triggeredBy.email}>${log.viaToken ? ` via token ${log.viaToken}` : ''}`,
    ],
    ['Request ID', log.requestId],
    ['Python', log.pythonVersion],
    ['Log', link],
  ];
  const lines = [
    `Interlock execution log ${log.id}`,
    '',
    ...facts.filter(([, value]) => value).map(([label, value]) => `  ${label.padEnd(20)} ${oneLine(value!)}`),
    '',
    `Run it:  python3 ${name}`,
    '(Python 3.9 or newer, nothing to install.) It prints what the actions printed; their verdict, and whether all of it',
    'is as the log says, follow on stderr.',
    '',
    'Mend it: edit an action or a context below and run the file again until it is right. Then copy the body of the',
    'function back into the action, without the indentation and the last line.',
  ];
  return `#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n${lines.map((line) => `# ${line}`.trimEnd()).join('\n')}\n`;
}

function section(title: string): string {
  return `\n# --- ${title} ${'-'.repeat(Math.max(0, 110 - title.length))}\n`;
}

async function actionSection(action: ExecutedAction, sandbox: Sandbox): Promise<string> {
  const title = `# Action ${action.id}, version ${action.version}: ${oneLine(action.title)}\n`;
  return `${title}${await renderCode(action, sandbox)}\n`;
}

async function renderCode({ id, code }: ExecutedAction, sandbox: Sandbox): Promise<string> {
  if (!sandbox.unavailable) return sandbox.render(id, code);
  return `action_${id} = ${JSON.stringify(code)}\n`; // no Python to lay it out with; a JSON string is a Python string too
}

function contextSection({ id, context }: ExecutedAction): string {
  return `context_${id} = ${pythonText(prettyJson(context))}\n`;
}

function programOf(log: ExecutionLog) {
  return {
    id: log.id,
    createdAtMs: log.createdAt.getTime(),
    seed: log.id,
    limits: log.limits,
    actions: log.actions.map((action) => ({
      id: action.id,
      title: action.title,
      errorState: action.errorState,
      ...whyNotRun(action),
      codeSha256: sha256(action.code),
      contextSha256: sha256(safeInQuotes(prettyJson(action.context))),
    })),
  };
}

/** What an action says itself is at a line of it. */
function whyNotRun({ contextError, message, outcome, line, output }: ExecutedAction): { contextError?: string } {
  const isOverLimit = outcome === 'FAILED' && line === null && output.length === 0 && isContextLimitMessage(message);
  const reason = contextError ?? (isOverLimit ? message : undefined);
  return reason ? { contextError: reason } : {};
}

function expectedOf(log: ExecutionLog) {
  const stdout = Buffer.concat(log.actions.map(({ output }) => output));
  const text = stdout.toString();
  return {
    outcome: log.outcome,
    message: log.validationMessage,
    raisedActionId: log.raisedAction?.id ?? null,
    pythonVersion: log.pythonVersion,
    ...(Buffer.from(text).equals(stdout) ? { stdout: text } : { stdoutBase64: stdout.toString('base64') }),
    actions: log.actions.map(({ id, outcome, message, line, output }) => ({
      id,
      outcome,
      message,
      line,
      outputBytes: output.length,
    })),
  };
}

/** JSON as a raw Python string. JSON has no unescaped control characters, so only the quotes need care. */
function pythonText(json: string): string {
  return `r'''${safeInQuotes(json)}'''`;
}

function safeInQuotes(json: string): string {
  return json.replaceAll("'''", "''\\u0027");
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Line breaks and other control characters shown as escapes: a title must not end its comment, nor turn its direction. */
function oneLine(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
