// Reads rules in the shapes they are published in: a bare JSON object, {"create_rule": {…}}, and a whole
// `mutation { createRule(input: {…}) { rule { id } } }`; and lists of the first two.

import { GraphQLError, Kind, type ObjectValueNode, parse, valueFromASTUntyped, visit } from 'graphql';
import type { ActionInput } from './parse-action.ts';

/** The text is not one of the three shapes. Line and column count from 1. */
export class ImportParseError extends Error {
  override name = 'ImportParseError';
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** One input for each rule in the text, not yet checked. @throws ImportParseError */
export function readRules(source: string): ActionInput[] {
  const text = source.replace(/^\uFEFF/, '');
  const start = text.trimStart()[0];
  if (start === undefined) throw new ImportParseError('There is nothing to import', 1, 1);
  if (start === '[' || (start === '{' && !looksLikeSelection(text))) return readJson(text);
  return readMutation(text);
}

/** `{ createRule(…` is GraphQL's short form; JSON has a quote or a closing brace after the brace. */
function looksLikeSelection(text: string): boolean {
  return /^\s*\{\s*[A-Za-z_]/.test(text) && /^\s*\{\s*createRule\s*[(:]/.test(text);
}

function readJson(text: string): ActionInput[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { line, column } = jsonErrorPlace(text, error as SyntaxError);
    throw new ImportParseError(`This is not valid JSON: ${(error as Error).message}`, line, column);
  }
  return (Array.isArray(value) ? value : [value]).map(unwrap);
}

function unwrap(value: unknown): ActionInput {
  if (!isObject(value))
    throw new ImportParseError(`A rule is a JSON object, not ${JSON.stringify(value)?.slice(0, 40)}`, 1, 1);
  const inner = value.create_rule ?? value.createRule ?? value.input;
  return isObject(inner) ? unwrap(inner) : value;
}

function readMutation(text: string): ActionInput[] {
  const inputs: ActionInput[] = [];
  try {
    visit(parse(text), {
      Field(field) {
        if (field.name.value !== 'createRule') return;
        const input = field.arguments?.find((argument) => argument.name.value === 'input')?.value;
        if (input?.kind !== Kind.OBJECT) {
          throw new GraphQLError('createRule needs its input written out: createRule(input: {…})', { nodes: field });
        }
        inputs.push(valueFromASTUntyped(input as ObjectValueNode) as ActionInput);
      },
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const place = error.locations?.[0] ?? { line: 1, column: 1 };
    throw new ImportParseError(error.message, place.line, place.column);
  }
  if (!inputs.length) throw new ImportParseError('This has no createRule mutation', 1, 1);
  return inputs;
}

/** V8 says where in different ways: "at position 12", "(line 2 column 3)", or the end of the text. */
function jsonErrorPlace(text: string, error: SyntaxError): { line: number; column: number } {
  const named = /\(line (\d+) column (\d+)\)/.exec(error.message);
  if (named) return { line: Number(named[1]), column: Number(named[2]) };
  const position = /position (\d+)/.exec(error.message);
  const before = text.slice(0, position ? Number(position[1]) : text.length).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
