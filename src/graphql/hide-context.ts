/**
 * A context as its reader may see it. An action is given everything its query asks for; in a log, records of types that
 * the reader may not see and fields that are sensitive stand as placeholders that name what they hide. The query says
 * what every value is; where it can't (it no longer fits the schema), nothing of its answer is shown.
 */
import {
  type FieldNode,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type Access, fullAccess } from '../people/permissions.ts';
import { snakeCase } from '../record-types/names.ts';
import type { RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { type CompiledQuery, compileContextQuery } from './context-query.ts';
import { createSchema } from './create-schema.ts';
import { isFilteredToOneId } from './flatten-context.ts';

export interface HiddenContext {
  /** JSON; the very text that was given when nothing is hidden. */
  readonly context: string;
  /** What is hidden, as `Supplier.taxNumber` or `Supplier`. */
  readonly hidden: ReadonlySet<string>;
  /** The hidden values as they would read in a text, the longest first. */
  readonly values: readonly string[];
}

export interface ContextSource {
  /** JSON, as the action was given it. */
  readonly context: string;
  /** The GraphQL query it was read by. */
  readonly query: string;
  /** Target of the changed record's type. */
  readonly target: string;
}

export interface ContextHider {
  hide(source: ContextSource, access: Access): HiddenContext;
}

/** What a reader of every type sees who may see nothing sensitive. */
export const withoutSensitive: Access = { mayRead: () => true, maySee: (_type, { sensitive }) => !sensitive };

const maxCompiled = 5_000;

export function createContextHider({ recordTypes }: { recordTypes: RecordTypes }): ContextHider {
  const schema = createSchema({ recordTypes, modules: [] });
  const types = new Map(recordTypes.all.map((type) => [type.name, type]));
  const user = recordTypes.named('User');

  const compiled = new Map<string, CompiledQuery>();
  const compile = (query: string): CompiledQuery => {
    const known = compiled.get(query);
    if (known) return known;
    const fresh = compileContextQuery(schema, query);
    if (compiled.size >= maxCompiled) compiled.delete(compiled.keys().next().value!);
    compiled.set(query, fresh);
    return fresh;
  };

  /** The record type that a GraphQL type stands for: itself, or the list of its records. */
  const recordTypeOf = ({ name }: GraphQLObjectType): RecordType | undefined =>
    name === 'Me' ? user : (types.get(name) ?? types.get(name.replace(/(?:Connection|Edge)$/, '')));

  return {
    hide({ context, query, target }, access) {
      const whole = { context, hidden: new Set<string>(), values: [] };
      if (access === fullAccess) return whole;
      const walk = createWalk();
      const { changes, currentUser, ...data } = JSON.parse(context) as Record<string, unknown>;
      const shown = {
        ...walkData(data),
        ...(changes === undefined ? {} : { changes: walkChanges(changes) }),
        ...(currentUser === undefined ? {} : { currentUser }),
      };
      if (walk.hidden.size === 0) return whole;
      const values = [...walk.values].sort((a, b) => b.length - a.length);
      return { context: JSON.stringify(shown), hidden: walk.hidden, values };

      function walkData(values: Record<string, unknown>): object {
        if (query.trim() === '') return values;
        const { document } = compile(query);
        const operation = document?.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
        if (!document || operation?.kind !== Kind.OPERATION_DEFINITION) {
          return mapEntries(values, (_key, value) =>
            walk.cover(value, 'what the query, which is out of date, asked for'),
          );
        }
        const fragments = new Map(
          document.definitions.flatMap((part) =>
            part.kind === Kind.FRAGMENT_DEFINITION ? [[part.name.value, part.selectionSet]] : [],
          ),
        );
        return walkObject(values, schema.getQueryType()!, [operation.selectionSet], fragments, true);
      }

      function walkValue(
        value: unknown,
        type: GraphQLObjectType,
        sets: readonly SelectionSetNode[],
        fragments: Fragments,
      ): unknown {
        if (value === null) return null;
        const recordType = recordTypeOf(type);
        if (recordType && !access.mayRead(recordType)) return walk.cover(value, recordType.name);
        if (Array.isArray(value)) return value.map((item) => walkValue(item, type, sets, fragments));
        if (typeof value !== 'object') return walk.cover(value, type.name);
        return walkObject(value as Record<string, unknown>, type, sets, fragments, false);
      }

      function walkObject(
        values: Record<string, unknown>,
        type: GraphQLObjectType,
        sets: readonly SelectionSetNode[],
        fragments: Fragments,
        isRoot: boolean,
      ): object {
        const asked = fieldsOf(sets, fragments);
        return mapEntries(values, (key, value) => {
          const nodes = asked.get(key);
          const name = nodes?.[0]?.name.value;
          if (name === '__typename' || value === null) return value;
          const field = name === undefined ? undefined : type.getFields()[name];
          if (!nodes || !field) return walk.cover(value, `${type.name}.${key}`);
          const inner = getNamedType(field.type);
          if (!isObjectType(inner)) return walkLeaf(value, type, field.name);
          const innerSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
          if (isRoot && isFilteredToOneId(nodes[0]!)) return walkFlattened(value, inner, innerSets, fragments);
          return walkValue(value, inner, innerSets, fragments);
        });
      }

      /** The only node of a connection, which stands where the connection was. */
      function walkFlattened(
        value: unknown,
        connection: GraphQLObjectType,
        sets: readonly SelectionSetNode[],
        fragments: Fragments,
      ): unknown {
        const inside = (from: readonly SelectionSetNode[], name: string) =>
          [...fieldsOf(from, fragments).values()]
            .flat()
            .filter((node) => node.name.value === name)
            .flatMap(({ selectionSet }) => selectionSet ?? []);
        const recordType = recordTypeOf(connection)!;
        const node = schema.getType(recordType.name) as GraphQLObjectType;
        return walkValue(value, node, inside(inside(sets, 'edges'), 'node'), fragments);
      }

      function walkLeaf(value: unknown, type: GraphQLObjectType, name: string): unknown {
        const recordType = recordTypeOf(type);
        const field = recordType?.fields.find((known) => known.name === name);
        if (!recordType || !field || access.maySee(recordType, field)) return value;
        return walk.cover(value, `${recordType.name}.${name}`);
      }

      function walkChanges(given: unknown): unknown {
        const type = recordTypes.withTarget(target);
        if (!type || !access.mayRead(type)) return walk.cover(given, type?.name ?? target);
        const covered = new Map(
          type.columns
            .filter((field) => !access.maySee(type, field))
            .flatMap((field) => [field.key, snakeCase(field.key)].map((name) => [name, `${type.name}.${field.name}`])),
        );
        return mapEntries(given as Record<string, Record<string, object>>, (_table, fields) =>
          mapEntries(fields, (name, change) => {
            const what = covered.get(name);
            return what === undefined
              ? change
              : mapEntries(change as Record<string, unknown>, (_side, value) => walk.cover(value, what));
          }),
        );
      }
    },
  };
}

type Fragments = ReadonlyMap<string, SelectionSetNode>;

/** Collects what is covered. */
function createWalk() {
  const hidden = new Set<string>();
  const values = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) collect(item);
    else if (typeof value !== 'boolean' && String(value).length >= shortestValue) values.add(String(value));
  };
  return {
    hidden,
    values,
    /** The placeholder; an empty value stays one, as nothing is there to hide. */
    cover(value: unknown, what: string): unknown {
      if (value === null || value === undefined) return null;
      hidden.add(what);
      collect(value);
      return `[hidden: ${what}, ${kindOf(value)}]`;
    },
  };
}

/** Shorter ones say little, and would blot out half of every text. */
const shortestValue = 3;

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  const kinds: Record<string, string> = { string: 'a text', number: 'a number', boolean: 'true or false' };
  return kinds[typeof value] ?? 'a record';
}

/** Fields by the name they have in the answer, those of fragments included. */
function fieldsOf(sets: readonly SelectionSetNode[], fragments: Fragments): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const add = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        fields.set(key, [...(fields.get(key) ?? []), selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet);
      else add(fragments.get(selection.name.value));
    }
  };
  for (const set of sets) add(set);
  return fields;
}

function mapEntries<Value>(
  values: Readonly<Record<string, Value>>,
  map: (key: string, value: Value) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(key, value)]));
}
