// What a set of filters and search terms asks for, in the forms that a walk over days needs, and whether an index serves it.

import { sql } from 'kysely';
import { type Covering, coveredFilters, isTelling, isTellingOrUncommitted, isUncommitted } from './closed-days.ts';
import { all, anyOf, type Comparison, type Condition, escapeLike, hasBound, isNeverNull } from './comparison-sql.ts';
import { type Effort, effortOf, effortOfTerm } from './condition-effort.ts';
import { keysOfFilter, keysOfTerm, type Leveling, leveledFilter, leveledTerm } from './condition-keys.ts';
import {
  closedValues,
  filterConditions,
  indexedTermCondition,
  type LogFilters,
  ranged,
  termCondition,
} from './condition-sql.ts';
import type { ExecutionTimes } from './execution-time-levels.ts';
import { hasKeys, isExtraordinary, type Keys } from './extraordinary.ts';
import { findLogMoment } from './log-id.ts';
import { hasLetters, literalsOf } from './message-sql.ts';
import { type AskedTerm, isPartOfMessage, mayBeRequestId } from './search-terms.ts';
import type { Leveled, Lookup } from './walk.ts';

export interface LogConditions {
  /** In words that are looked at log by log. */
  conditions: Condition[];
  /** Whether an index serves any of them. */
  isIndexed: boolean;
  /** Of each filter and term that it serves, what the index of days that are over is asked; see closed-days.ts. */
  leveled: Leveled[];
  /** What follows from the conditions and with which an index is in order of execution time, all of it together. */
  inDurationIndex: Condition[];
  /** Those of them that the covering index is asked for: a single outcome, which has an order of its own, and the execution time. */
  inCoveringIndex: Condition[];
  /** What an index finds by itself, and cheaply; see `rarest` in finding.ts. */
  lookups: Lookup[];
  /** What filters and terms of texts ask for, where an index serves them and they are no part of the others: all of it as one. */
  texts: Lookup[];
  /** The other conditions. */
  others: Condition[];
  /** Which covering index of days that are over tells of every condition whether a log meets it, if one does; see closed-days.ts. */
  covering: Covering | undefined;
  /** What the messages of all that match contain, in any case, two letters or more each; none when messages may be missing. */
  messageParts: string[];
  /** Whether which index finds what does not depend on the values: all ask for such, or for keys, not for what is below or above one. */
  isByValue: boolean;
  /** Between which the execution times of all that match are, in milliseconds, both inclusive. */
  executionTimes: ExecutionTimes;
  /** Where nothing that matches was committed, what the index of such logs in order of execution time is asked for. */
  inUncommittedIndex: Condition[] | undefined;
  /** The bounds that the filter of createdAt sets; both inclusive. */
  from?: Date;
  to?: Date;
}

/** A filter or term. */
interface Part extends Lookup {
  /** Whether an index serves it. */
  isIndexed: boolean;
  isText: boolean;
  /** Whether it is the filter of execution times. */
  isOfTimes: boolean;
  isByValue: boolean;
  /** Those that take less are looked at first. */
  effort: Effort;
  /** What the index of what is out of the ordinary finds it by. */
  keys: Keys | undefined;
  leveled: Leveling | undefined;
}

/** Of a question that was narrowed: without a message is then a question of outcomes; see narrow-outcomes.ts. */
export function logConditions(filters: LogFilters, terms: readonly AskedTerm[]): LogConditions {
  const { createdAt, ...timeless } = filters;
  const { executionTimeMs, ...withoutTimes } = timeless;
  const { eq, gt, gte, lt, lte, ...otherTimes } = createdAt ?? {};
  const otherwiseCreated = { ...otherTimes, ...(eq === null && { eq }) };
  const asked = Object.entries(timeless).flatMap(([name, comparison]): [string, Comparison<unknown>][] =>
    comparison ? [[name, comparison]] : [],
  );
  const ofFewLogs = fewLogs(withoutTimes, terms);
  const isOneOutcome = areTelling(withoutTimes, terms) && typeof filters.outcome?.eq === 'string';
  const ofTimes = filterConditions({ executionTimeMs });
  const inCoveringIndex = [...ofTimes, ...(isOneOutcome ? filterConditions({ outcome: filters.outcome! }) : [])];
  const inDurationIndex = [...ofFewLogs, ...inCoveringIndex];
  const areExtraordinary = ofFewLogs.length > 0 || filters.triggeredById?.eq === null;
  // Of few logs there is an index of execution times, which finds these among them.
  const timesOfFew = all([...(ofFewLogs.includes(isUncommitted) ? [isTellingOrUncommitted] : ofFewLogs), ...ofTimes]);
  const parts = [...asked.map(([name, comparison]) => partOfFilter(name, comparison)), ...terms.map(partOfTerm)];
  const conditionsOf = (some: readonly Part[]) => some.map(({ condition }) => condition);
  const together = areExtraordinary ? parts.filter(({ keys }) => keys) : [];
  const single = parts.filter((part) => part.isIndexed && !together.includes(part));
  const lookups = [
    ...(together.length ? [inOne(together)] : []),
    ...single
      .filter(({ isText }) => !isText)
      .map((part) => (part.isOfTimes ? { ...part, condition: timesOfFew, indexed: timesOfFew } : part)),
  ];
  const ofTexts = single.filter(({ isText }) => isText);
  // One index finds all of them together, and that few messages have two words, neither of the words tells.
  const texts = ofTexts.length
    ? [{ condition: all(conditionsOf(ofTexts)), indexed: all(ofTexts.map(({ indexed }) => indexed)) }]
    : [];
  const moment = filterConditions({ createdAt: otherwiseCreated });
  const others = [...conditionsOf(parts.filter((part) => !part.isIndexed && !together.includes(part))), ...moment];
  return {
    conditions: [...moment, ...conditionsOf(parts.toSorted((one, other) => one.effort - other.effort))],
    isIndexed: parts.some(({ isIndexed }) => isIndexed),
    leveled: areExtraordinary
      ? []
      : single
          .filter(({ isText }) => !isText)
          .flatMap(({ leveled }, lookup) => (leveled ? [{ ...leveled, lookup }] : [])),
    inDurationIndex,
    inCoveringIndex,
    lookups,
    texts,
    others,
    covering: Object.keys(otherwiseCreated).length ? undefined : findCovering(),
    messageParts: messageParts(filters.validationMessage ?? {}, terms),
    isByValue: parts.every((part) => part.isByValue || together.includes(part)),
    inUncommittedIndex: areUncommitted(withoutTimes) ? [isUncommitted, ...ofTimes] : undefined,
    executionTimes: boundsOfExecutionTime(executionTimeMs ?? {}),
    ...timeBounds(createdAt ?? {}, filters.id),
  };

  function findCovering(): Covering | undefined {
    const areCovered = (kind: Covering) =>
      asked.every((filter) => isCoveredFilter(filter, kind)) && terms.every((term) => isCoveredTerm(term, kind));
    // What was not committed, and nothing else is asked of it, has an index in order that has no other.
    if (ofFewLogs.includes(isUncommitted) && asked.length === 1 && !terms.length) return undefined;
    const kind = ofFewLogs.length ? 'notable' : 'logs';
    return areCovered(kind) ? kind : undefined;
  }
}

/** What one index finds all of, by keys which do not tell the order of letters. */
function inOne(parts: readonly Part[]): Lookup {
  const textsLast = parts.toSorted((one, other) => Number(one.isText) - Number(other.isText));
  const keys = {
    values: parts.flatMap((part) => part.keys?.values ?? []),
    letters: [...new Set(parts.flatMap((part) => part.keys?.letters ?? []))],
  };
  return {
    condition: all([isExtraordinary, ...textsLast.map(({ condition }) => condition)]),
    indexed: hasKeys(keys),
    byKeys: true,
  };
}

function partOfFilter(name: string, comparison: Comparison<unknown>): Part {
  const condition = all(filterConditions({ [name]: comparison }));
  return {
    condition,
    indexed: name === 'validationMessage' ? indexedMessage(condition, comparison as Comparison<string>) : condition,
    isIndexed: isIndexedFilter(name, comparison),
    isText: name === 'validationMessage',
    isOfTimes: name === 'executionTimeMs',
    isByValue: isAskedByValue(name, comparison),
    effort: effortOf(name, comparison),
    keys: keysOfFilter(name, comparison),
    leveled: leveledFilter(name, comparison),
  };
}

/** By the letters of any of several texts. All else about messages is found by its keys together with the rest, or by the condition itself. */
function indexedMessage(condition: Condition, { in: among }: Comparison<string>): Condition {
  if (!among?.length || among.includes('')) return condition;
  return all([anyOf(among.map((text) => hasLetters(escapeLike(text)))), sql`${condition} is true`]);
}

function partOfTerm(term: AskedTerm): Part {
  const isText = term.kind === 'text';
  return {
    condition: termCondition(term),
    indexed: indexedTermCondition(term),
    isIndexed: true,
    isText,
    isOfTimes: false,
    isByValue: !isText,
    effort: effortOfTerm(term),
    keys: keysOfTerm(term),
    leveled: leveledTerm(term),
  };
}

function isCoveredTerm(term: AskedTerm, kind: Covering): boolean {
  switch (term.kind) {
    case 'text':
      return kind === 'notable' && !term.mayBeRequestId;
    case 'number':
      return !mayBeRequestId(term);
    default:
      return term.kind !== 'requestId';
  }
}

function isCoveredFilter([name]: [string, unknown], kind: Covering): boolean {
  return coveredFilters[kind].some((covered) => covered === name);
}

/** Moments are whole milliseconds, so what is later than one is a millisecond later. Ids begin with theirs, and are in its order. */
function timeBounds(
  { eq, gt, gte, lt, lte }: Comparison<Date>,
  id: Comparison<string> = {},
): Pick<LogConditions, 'from' | 'to'> {
  const ofIds = [...(id.in ?? []), ...(id.eq ? [id.eq] : [])].flatMap((one) => findLogMoment(one)?.getTime() ?? []);
  const ofId = (one: string | null | undefined) => (one ? findLogMoment(one) : undefined);
  const moments = (...bounds: (number | Date | null | undefined)[]) =>
    bounds.flatMap((bound) => (bound === null || bound === undefined ? [] : [Number(bound)]));
  const lower = moments(
    eq,
    gte,
    gt && Number(gt) + 1,
    ofId(id.gt),
    ofId(id.gte),
    ...(ofIds.length ? [Math.min(...ofIds)] : []),
  );
  const upper = moments(
    eq,
    lte,
    lt && Number(lt) - 1,
    ofId(id.lt),
    ofId(id.lte),
    ...(ofIds.length ? [Math.max(...ofIds)] : []),
  );
  return {
    ...(lower.length && { from: new Date(Math.max(...lower)) }),
    ...(upper.length && { to: new Date(Math.min(...upper)) }),
  };
}

function boundsOfExecutionTime({ eq, in: among, gt, gte, lt, lte }: Comparison<number>): ExecutionTimes {
  const known = (...bounds: (number | null | undefined)[]) => bounds.flatMap((bound) => bound ?? []);
  const below = (bound: number | null | undefined) => bound && bound - Math.abs(bound) * Number.EPSILON;
  return {
    least: Math.max(-Infinity, ...known(eq, gt, gte), ...(among ? [Math.min(...among)] : [])),
    most: Math.min(Infinity, ...known(eq, below(lt), lte), ...(among ? [Math.max(...among)] : [])),
  };
}

/** What follows from the filters and selects one of the indexes of few logs by execution time, in the words of these. */
function fewLogs(filters: LogFilters, terms: readonly AskedTerm[]): Condition[] {
  if (areTelling(filters, terms)) return [isTelling];
  return areUncommitted(filters) ? [isUncommitted] : [];
}

function areUncommitted({ committed }: LogFilters): boolean {
  return committed?.eq === false || committed?.neq === true;
}

/** Whether all that match say something. */
function areTelling(filters: LogFilters, terms: readonly AskedTerm[]): boolean {
  const outcome = filters.outcome ?? {};
  const isNotAllowed =
    outcome.neq === 'ALLOWED' ||
    (typeof outcome.eq === 'string' && outcome.eq !== 'ALLOWED') ||
    (outcome.in ? !outcome.in.includes('ALLOWED') : false);
  const said = [filters.raisedActionId ?? {}, filters.validationMessage ?? {}];
  return isNotAllowed || said.some(isNeverNull) || terms.some(isPartOfMessage);
}

function messageParts({ eq, ilike }: Comparison<string>, terms: readonly AskedTerm[]): string[] {
  return [
    ...(typeof eq === 'string' ? [eq] : []),
    ...(typeof ilike === 'string' ? literalsOf(ilike) : []),
    ...terms.filter(isPartOfMessage).map(({ text }) => text),
  ].filter((part) => [...part].length > 1);
}

function isIndexedFilter(name: string, comparison: Comparison<unknown>): boolean {
  const { eq, neq, ilike } = comparison;
  // Nothing is null, or few are, of which there is an index; only an action and a caller's id are missing often.
  if (eq === null) return !['actionId', 'clientRequestId'].includes(name);
  if (isAskedByValue(name, comparison)) return true;
  if (typeof ilike === 'string') return name === 'requestId' || (name === 'validationMessage' && hasLiterals(ilike));
  if (neq === null) return name === 'raisedActionId' || name === 'validationMessage';
  if (neq !== undefined && ['target', 'targetRecordId', 'triggeredById'].includes(name)) return true;
  return (ranged.includes(name) || name === 'validationMessage') && hasBound(comparison);
}

function isAskedByValue(name: string, { eq, in: among, neq }: Comparison<unknown>): boolean {
  if (eq !== undefined && eq !== null) return true;
  return Boolean(among) || (neq !== undefined && name in closedValues);
}

function hasLiterals(pattern: string): boolean {
  return literalsOf(pattern).length > 0;
}
