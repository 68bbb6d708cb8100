/** Filters, sorts and pages the actions in memory: an installation has hundreds, not millions. */
import type { Action } from '../actions/action.ts';
import { BadInputError } from '../records/errors.ts';

type Comparison = Readonly<Record<string, unknown>>;

interface RulePageRequest {
  filters?: Readonly<Record<string, Comparison | null>> | null;
  sort?: readonly { field: string; direction: 'ASC' | 'DESC' }[] | null;
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

export function pageOfRules(actions: readonly Action[], request: RulePageRequest) {
  const matching = actions
    .filter((action) =>
      Object.entries(request.filters ?? {}).every(([name, c]) => !c || matches(fieldOf(action, name), c)),
    )
    .sort((a, b) => compare(a, b, request.sort ?? []));
  const position = (cursor: string) => {
    const at = matching.findIndex(({ id }) => cursorOf(id) === cursor);
    if (at < 0) throw new BadInputError(`"${cursor}" is not a cursor of this list`);
    return at;
  };
  const begin = request.after ? position(request.after) + 1 : 0;
  const end = request.before ? position(request.before) : matching.length;
  const range = matching.slice(begin, end);
  const nodes =
    request.first != null ? range.slice(0, request.first) : request.last != null ? range.slice(-request.last) : range;
  const from = nodes.length ? matching.indexOf(nodes[0]!) : begin;
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: cursorOf(node.id) })),
    pageInfo: {
      startCursor: nodes.length ? cursorOf(nodes[0]!.id) : null,
      endCursor: nodes.length ? cursorOf(nodes.at(-1)!.id) : null,
      hasNextPage: from + nodes.length < matching.length,
      hasPreviousPage: from > 0,
      totalCount: matching.length,
      count: nodes.length,
    },
  };
}

function cursorOf(id: number): string {
  return Buffer.from(String(id)).toString('base64url');
}

function fieldOf(action: Action, name: string): unknown {
  if (name === 'eventType') return action.event;
  if (name === '_updated') return action.updatedAt.getTime();
  return action[name as keyof Action];
}

function matches(value: unknown, comparison: Comparison): boolean {
  return Object.entries(comparison).every(([operator, operand]) => {
    const wanted = typeof value === 'number' && typeof operand === 'string' ? Number(operand) : operand;
    if (operator === 'eq') return value === wanted;
    if (operator === 'neq') return value !== wanted;
    if (wanted === null) return true;
    if (operator === 'in') return (wanted as unknown[]).some((item) => String(item) === String(value));
    if (operator === 'ilike') return likePattern(String(wanted)).test(String(value));
    const order = compareValues(value, wanted);
    return { gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[operator] ?? true;
  });
}

function likePattern(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${escaped}$`, 'is');
}

function compare(a: Action, b: Action, sort: NonNullable<RulePageRequest['sort']>): number {
  for (const { field, direction } of sort) {
    const order = compareValues(fieldOf(a, field), fieldOf(b, field));
    if (order) return direction === 'DESC' ? -order : order;
  }
  return a.id - b.id;
}

function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
