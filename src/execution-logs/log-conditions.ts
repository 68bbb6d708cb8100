// What a set of filters and search terms asks for, in the forms that a walk over days needs, and whether an index serves it.

import { sql } from 'kysely';
import { type Covering, coveredFilters, isTelling, isUncommitted, type LevelKey } from './closed-days.ts';
import { all, type Comparison, type Condition, escapeLike, hasBound, isNeverNull } from './comparison-sql.ts';
import { closedValues, filterConditions, type LogFilters, ranged, termCondition, withoutNeq } from './condition-sql.ts';
import { findLogMoment } from './log-id.ts';
import { hasGram, literalsOf } from './message-sql.ts';
import { type AskedTerm, isPartOfMessage } from './search-terms.ts';
import type { Leveled } from './walk.ts';

export interface LogConditions {
  conditions: Condition[];
  /** Whether an index serves any of them. */
  isIndexed: boolean;
  /** Of each filter and term that it serves, what the index of days that are over is asked; see closed-days.ts. */
  leveled: Leveled[];
  /** What follows from the conditions and with which an index is in order of execution time, all of it together. */
  inDurationIndex: Condition[];
  /** Of each filter and term that an index serves, but for texts, what it asks for; see `rarest` in walk.ts. */
  lookups: Condition[];
  /** What filters and terms of texts ask for, where an index serves them: all of it as one. */
  texts: Condition[];
  /** The other conditions. */
  others: Condition[];
  /** Which covering index of days that are over tells of every condition whether a log meets it, if one does; see closed-days.ts. */
  covering: Covering | undefined;
  /** What the messages of all that match contain, in any case, two letters or more each; none when messages may be missing. */
  messageParts: string[];
  /** Whether all of these ask for values, not for what is below, above or other than one, nor for texts. */
  isByValue: boolean;
  /** The bounds that the filter of createdAt sets; both inclusive. */
  from?: Date;
  to?: Date;
}

/** Of a question that was narrowed: without a message is then a question of outcomes; see narrow-outcomes.ts. */
export function logConditions(filters: LogFilters, terms: readonly AskedTerm[]): LogConditions {
  const { createdAt, ...timeless } = filters;
  const { executionTimeMs, ...withoutTimes } = timeless;
  const { eq, gt, gte, lt, lte, ...otherTimes } = createdAt ?? {};
  const otherwiseCreated = { ...otherTimes, ...(eq === null && { eq }) };
  const asked = Object.entries(timeless).filter(([, comparison]) => comparison);
  const ofFewLogs = durationConditions(withoutTimes, terms);
  const inDurationIndex = [...ofFewLogs, ...filterConditions({ executionTimeMs })];
  const isLookup = (filter: (typeof asked)[number]) => filter[0] !== 'validationMessage' && isIndexedFilter(filter);
  const isText = ({ kind }: AskedTerm) => kind === 'text';
  const isIndexedText = (filter: (typeof asked)[number]) =>
    filter[0] === 'validationMessage' && isIndexedFilter(filter);
  const lookups = [
    ...asked.filter(isLookup).map(([name, comparison]) => ({
      // Of few logs there are indexes that have both.
      condition: all(name === 'executionTimeMs' ? inDurationIndex : filterConditions({ [name]: comparison })),
      leveled: leveledFilter(name, comparison),
    })),
    ...terms
      .filter((term) => !isText(term))
      .map((term) => ({ condition: termCondition(term), leveled: leveledTerm(term) })),
  ];
  const ofTexts = [
    ...filterConditions(Object.fromEntries(asked.filter(isIndexedText))),
    ...terms.filter((term) => isText(term) && isIndexedTerm(term)).map(termCondition),
  ];
  // One index finds all of them together, and that few messages have two words, neither of the words tells.
  const texts = ofTexts.length ? [all(ofTexts)] : [];
  const others = [
    ...filterConditions(Object.fromEntries(asked.filter((filter) => !isLookup(filter) && !isIndexedText(filter)))),
    ...filterConditions({ createdAt: otherwiseCreated }),
    ...terms.filter((term) => isText(term) && !isIndexedTerm(term)).map(termCondition),
  ];
  return {
    conditions: [...lookups.map(({ condition }) => condition), ...texts, ...others],
    isIndexed: terms.some(isIndexedTerm) || asked.some(isIndexedFilter),
    leveled: lookups.flatMap(({ leveled }, lookup) => (leveled ? [{ ...leveled, lookup }] : [])),
    inDurationIndex,
    lookups: lookups.map(({ condition }) => condition),
    covering: Object.keys(otherwiseCreated).length ? undefined : findCovering(),
    messageParts: messageParts(filters.validationMessage ?? {}, terms),
    isByValue: asked.every(isAskedByValue) && terms.every(({ kind }) => kind !== 'text'),
    texts,
    others,
    ...timeBounds(createdAt ?? {}, filters.id),
  };

  function findCovering(): Covering | undefined {
    if (!ofFewLogs.length && asked.every(isCoveredFilter) && terms.every(isCoveredTerm)) return 'logs';
    const isOfMessages = isNeverNull(filters.validationMessage ?? {}) || terms.some(isPartOfMessage);
    // One outcome has an order of its own, which leaves out the others.
    if (typeof filters.outcome?.eq === 'string') return undefined;
    const areCovered =
      asked.every((filter) => filter[0] === 'validationMessage' || isCoveredFilter(filter)) &&
      terms.every((term) => isPartOfMessage(term) || isCoveredTerm(term));
    return isOfMessages && areCovered ? 'messages' : undefined;
  }
}

function isCoveredTerm({ kind }: AskedTerm): boolean {
  return kind === 'event' || kind === 'target' || kind === 'targets';
}

function isCoveredFilter([name]: [string, unknown]): boolean {
  return coveredFilters.some((covered) => covered === name);
}

type Keys = Omit<Leveled, 'lookup'>;

/** What the index of days that are over holds with the level of the execution time, by the names of filters. */
const leveledFilters = {
  target: 'target',
  event: 'event',
  outcome: 'outcome',
  actionId: 'action',
  triggeredById: 'person',
} as const;

function leveledFilter(name: string, comparison: Comparison<unknown> | null | undefined): Keys | undefined {
  const kind = leveledFilters[name as keyof typeof leveledFilters];
  if (!kind || !comparison) return undefined;
  const { eq, in: any } = withoutNeq(name, comparison) as Comparison<string | number>;
  const values = typeof eq === 'string' || typeof eq === 'number' ? [eq] : any;
  if (!values?.length) return undefined;
  return { values: values.map((value): LevelKey => `${kind} ${value}`) };
}

function leveledTerm(term: AskedTerm): Keys | undefined {
  switch (term.kind) {
    case 'event':
      return { values: [`event ${term.event}`] };
    case 'target':
      return { values: [`target ${term.target}`] };
    case 'targets':
      return { values: term.targets.map((target): LevelKey => `target ${target}`) };
    case 'number':
      if (term.isAction === false) return undefined;
      return { values: [`action ${term.number}`], or: termCondition({ ...term, isAction: false }) };
    default:
      return undefined;
  }
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

/**
 * What follows from the filters and selects one of the partial indexes by execution time, in the words of these.
 */
function durationConditions(filters: LogFilters, terms: readonly AskedTerm[]): Condition[] {
  const outcome = filters.outcome ?? {};
  const committed = filters.committed ?? {};
  const message = filters.validationMessage ?? {};
  if (committed.eq === false || committed.neq === true) return [isUncommitted];
  const isNotAllowed =
    outcome.neq === 'ALLOWED' ||
    (typeof outcome.eq === 'string' && outcome.eq !== 'ALLOWED') ||
    (outcome.in ? !outcome.in.includes('ALLOWED') : false);
  const hasRaised = isNeverNull(filters.raisedActionId ?? {});
  const hasMessage = isNeverNull(message);
  const isAboutMessages = terms.some(isPartOfMessage);
  if (!isNotAllowed && !hasRaised && !hasMessage && !isAboutMessages) return [];
  return [isTelling, ...(typeof outcome.eq === 'string' ? [sql<boolean>`outcome = ${outcome.eq}`] : [])];
}

function messageParts({ eq, ilike }: Comparison<string>, terms: readonly AskedTerm[]): string[] {
  return [
    ...(typeof eq === 'string' ? [eq] : []),
    ...(typeof ilike === 'string' ? literalsOf(ilike) : []),
    ...terms.filter(isPartOfMessage).map(({ text }) => text),
  ].filter((part) => [...part].length > 1);
}

function isIndexedFilter([name, comparison]: [string, Comparison<unknown> | undefined | null]): boolean {
  if (!comparison) return false;
  const { eq, neq, ilike } = comparison;
  // Nothing is null, or few are, of which there is an index; only an action and a caller's id are missing often.
  if (eq === null) return !['actionId', 'clientRequestId'].includes(name);
  if (isAskedByValue([name, comparison])) return true;
  if (typeof ilike === 'string') return name === 'requestId' || (name === 'validationMessage' && hasGram(ilike));
  if (neq === null) return name === 'raisedActionId' || name === 'validationMessage';
  if (neq !== undefined && ['target', 'targetRecordId', 'triggeredById'].includes(name)) return true;
  return (ranged.includes(name) || name === 'validationMessage') && hasBound(comparison);
}

function isAskedByValue([name, comparison]: [string, Comparison<unknown> | undefined | null]): boolean {
  const { eq, in: any, neq } = comparison ?? {};
  if (eq !== undefined && eq !== null) return true;
  return Boolean(any) || (neq !== undefined && name in closedValues);
}

function isIndexedTerm(term: AskedTerm): boolean {
  return term.kind !== 'text' || hasGram(`%${escapeLike(term.text)}%`);
}
