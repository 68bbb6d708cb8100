// How one search box is understood: each word, or run of words that names a record type, is a term; every term must match.

import { isDeepStrictEqual } from 'node:util';

export interface SearchTarget {
  /** As stored: `PARTINVENTORY`. */
  target: string;
  /** As shown: `Part Inventory`. */
  label: string;
}

export type SearchTerm =
  | { kind: 'event'; event: 'CREATE' | 'UPDATE' | 'DELETE' }
  | { kind: 'target'; target: string; label: string }
  | NumberTerm
  /** The beginning of a request's id, or of the one that its caller gave it, which is as it was typed. */
  | { kind: 'requestId'; prefix: string; text: string }
  | TextTerm;

/** Anything else: part of the message or of a record type's name; or the beginning of the caller's id, if it looks like one. */
export interface TextTerm {
  kind: 'text';
  text: string;
  targets: string[];
  mayBeRequestId: boolean;
}

/** What a text asks for when it is known to be no part of a message: a record type whose name has it. */
export interface TargetsTerm {
  kind: 'targets';
  targets: string[];
}

/** As logs are asked for it. */
export type AskedTerm = SearchTerm | TargetsTerm;

/** An action that ran, unless it is known to be none that can have, the record, or, when it is long, the beginning of a request id. */
export interface NumberTerm {
  kind: 'number';
  number: number;
  text: string;
  isAction?: boolean;
}

export function mayBeRequestId({ text }: NumberTerm): boolean {
  return text.length >= 4;
}

/** Whether it can be nothing else than part of a message. */
export function isPartOfMessage(term: AskedTerm): term is TextTerm {
  return term.kind === 'text' && !term.targets.length && !term.mayBeRequestId;
}

/** Whether it can be part of a record type's name. */
export function isPartOfName(term: AskedTerm): term is TextTerm {
  return term.kind === 'text' && term.targets.length > 0;
}

const events: Record<string, 'CREATE' | 'UPDATE' | 'DELETE'> = {
  create: 'CREATE',
  created: 'CREATE',
  update: 'UPDATE',
  updated: 'UPDATE',
  delete: 'DELETE',
  deleted: 'DELETE',
};

const longestLabelWords = 4;
const largestId = 2_147_483_647;

/** The terms of a search text, in order, each once; empty for an empty one. */
export function parseSearch(text: string, targets: readonly SearchTarget[]): SearchTerm[] {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const terms: SearchTerm[] = [];
  for (let at = 0; at < words.length; ) {
    const [term, length] = parseTerm(words.slice(at), targets);
    if (!terms.some((other) => isDeepStrictEqual(other, term))) terms.push(term);
    at += length;
  }
  return terms;
}

function parseTerm(words: string[], targets: readonly SearchTarget[]): [SearchTerm, number] {
  for (let length = Math.min(longestLabelWords, words.length); length > 0; length--) {
    const phrase = squeeze(words.slice(0, length).join(''));
    const found = targets.find(({ target, label }) => squeeze(target) === phrase || squeeze(label) === phrase);
    if (found) return [{ kind: 'target', target: found.target, label: found.label }, length];
  }
  const word = words[0]!;
  const event = events[word.toLowerCase()];
  if (event) return [{ kind: 'event', event }, 1];
  const digits = word.replace(/^#/, '');
  if (/^\d{1,10}$/.test(digits) && Number(digits) <= largestId) {
    return [{ kind: 'number', number: Number(digits), text: digits }, 1];
  }
  if (isRequestIdPrefix(word)) {
    return [{ kind: 'requestId', prefix: word.toLowerCase().replaceAll('-', ''), text: word }, 1];
  }
  const near = targets.filter(({ label }) => squeeze(label).includes(squeeze(word))).map(({ target }) => target);
  return [{ kind: 'text', text: word, targets: near, mayBeRequestId: looksLikeCallersId(word) }, 1];
}

/** Long and with a digit, as those of gateways are: what people write about rarely is. */
function looksLikeCallersId(word: string): boolean {
  return word.length >= 8 && /\d/.test(word) && /^[\x21-\x7e]+$/.test(word);
}

/** Hexadecimal, of at least six digits of which one is a decimal digit, so that words such as `decade` stay words. */
function isRequestIdPrefix(word: string): boolean {
  const hex = word.replaceAll('-', '');
  return /^[0-9a-f]{6,32}$/i.test(hex) && /\d/.test(hex) && /^[0-9a-f-]+$/i.test(word);
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '');
}
