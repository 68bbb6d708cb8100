// Conditions on the ids of requests, ours and the callers' own; both are asked for by any beginning.

import { sql } from 'kysely';
import { anyOf, type Comparison, type Condition, orderings } from './comparison-sql.ts';

export function requestIdConditions({ eq, in: among, neq, ilike, ...bounds }: Comparison<string>): Condition[] {
  return [
    ...(typeof eq === 'string' ? [requestIdBeginsWith(eq)] : []),
    ...(typeof ilike === 'string' ? [requestIdBeginsWith(ilike.replace(/%+$/, ''))] : []),
    ...(among ? [among.length ? anyOf(among.map(requestIdBeginsWith)) : sql<boolean>`false`] : []),
    ...(typeof neq === 'string' ? [sql<boolean>`not ${requestIdBeginsWith(neq)}`] : []),
    ...(eq === null ? [sql<boolean>`false`] : []),
    ...Object.entries(bounds).flatMap(([operator, text]) =>
      typeof text === 'string' ? [requestIdIsBeyond(operator, text)] : [],
    ),
  ];
}

/** A range of UUIDs, so that the index on request_id serves any beginning. */
export function requestIdBeginsWith(text: string): Condition {
  const range = requestIdsThatBeginWith(text);
  return range ? sql`request_id between ${range.first}::uuid and ${range.last}::uuid` : sql`false`;
}

/** Before or after all that begin with this; those themselves belong to `gte` and `lte`. */
function requestIdIsBeyond(operator: string, text: string): Condition {
  const range = requestIdsThatBeginWith(text);
  if (!range) return sql`false`;
  const edge = operator === 'gt' || operator === 'lte' ? range.last : range.first;
  return sql`request_id ${sql.raw(orderings[operator]!)} ${edge}::uuid`;
}

function requestIdsThatBeginWith(text: string): { first: string; last: string } | undefined {
  const hex = text.toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]{1,32}$/.test(hex)) return undefined;
  return { first: uuidOf(hex.padEnd(32, '0')), last: uuidOf(hex.padEnd(32, 'f')) };
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Compared byte by byte, which the index on client_request_id does too; it holds printable ASCII only. */
export function callersIdConditions({ eq, in: among, neq, ilike, ...bounds }: Comparison<string>): Condition[] {
  return [
    ...(typeof eq === 'string' ? [callersIdBeginsWith(eq)] : []),
    ...(eq === null ? [sql<boolean>`client_request_id is null`] : []),
    ...(among ? [among.length ? anyOf(among.map(callersIdBeginsWith)) : sql<boolean>`false`] : []),
    ...(typeof neq === 'string' ? [sql<boolean>`${callersIdBeginsWith(neq)} is not true`] : []),
    ...(neq === null ? [sql<boolean>`client_request_id is not null`] : []),
    ...(typeof ilike === 'string' ? [sql<boolean>`client_request_id ilike ${ilike}`] : []),
    ...Object.entries(bounds).flatMap(([operator, text]) =>
      typeof text === 'string' ? [sql<boolean>`client_request_id ${sql.raw(byteOrderings[operator]!)} ${text}`] : [],
    ),
  ];
}

const byteOrderings: Record<string, string> = { gt: '~>~', gte: '~>=~', lt: '~<~', lte: '~<=~' };

export function callersIdBeginsWith(text: string): Condition {
  const afterAllPrintable = '\x7f';
  return sql`(client_request_id ~>=~ ${text} and client_request_id ~<~ ${text + afterAllPrintable})`;
}
