/**
 * The field kinds a record type is declared with. A builder returns a plain object; `defineRecordType` gives it its name,
 * label and column. Everything else (SQL, GraphQL, forms of the web app) is generated from these objects.
 */

export type FieldKind =
  | 'STRING'
  | 'TEXT'
  | 'INTEGER'
  | 'FLOAT'
  | 'BOOLEAN'
  | 'DATE'
  | 'DATETIME'
  | 'ENUM'
  | 'RELATION'
  | 'RELATIONS'
  | 'ATTRIBUTES'
  | 'RICH_TEXT'
  | 'JSON';

/** A value that PostgreSQL and JSON both hold as it is. */
export type Literal = string | number | boolean | null;

export interface FieldOptions {
  readonly label?: string;
  readonly description?: string;
  /** Must be given on create (unless it has a default) and can't be emptied later. */
  readonly required?: boolean;
  /** Settable on create, immutable later. */
  readonly createOnly?: boolean;
  readonly default?: Literal;
  /** Seen by actions, and by who has `SEE_SENSITIVE`; everybody else gets null in records and a placeholder in logs. */
  readonly sensitive?: boolean;
  /** Gets an index of its own because lists are often filtered by it. Relations always have one. */
  readonly indexed?: boolean;
}

export interface NumberOptions extends FieldOptions {
  readonly min?: number;
  /**
   * SQL answering in place of an empty column; `{row}` stands for the row's alias. The column stays settable:
   * setting it to null goes back to the computed value.
   */
  readonly computedWhenEmpty?: string;
}

type ValueKind = Exclude<FieldKind, 'ENUM' | 'RELATION' | 'RELATIONS'>;

export interface ValueDeclaration extends NumberOptions {
  readonly kind: ValueKind;
}

export interface EnumDeclaration extends FieldOptions {
  readonly kind: 'ENUM';
  readonly values: readonly string[];
  /** GraphQL name of the enumeration; the default is type name + field name (`PartInventoryStatus`). */
  readonly enumName?: string;
}

export interface BelongsToDeclaration extends FieldOptions {
  readonly kind: 'RELATION';
  readonly to: string;
  /**
   * This record is a part of the one it belongs to and is deleted with it, as a DELETE of its own. With a condition,
   * only parts in that state are; the others keep the whole from being deleted. Without, every reference keeps its target.
   */
  readonly partOf?: true | { readonly when: Readonly<Record<string, Literal>> };
}

/** The inverse of a `belongsTo`: a plain list, read only. */
export interface HasManyDeclaration extends FieldOptions {
  readonly kind: 'RELATIONS';
  readonly via: 'inverse';
  readonly to: string;
  /** The relation field of `to` that points back. */
  readonly by: string;
  /** Only records whose fields have these values. */
  readonly where?: Readonly<Record<string, Literal>>;
  readonly orderBy?: string;
}

/** A join table between two types: `partSubtypes` lists records, `partSubtypeIds` reads and sets their ids. */
export interface ManyToManyDeclaration extends FieldOptions {
  readonly kind: 'RELATIONS';
  readonly via: 'join';
  readonly to: string;
  /** The field of `to` that owns the join table; this one then only lists. */
  readonly inverseOf?: string;
}

/** Ids of linked records in a join table that two fields of a type see from both ends (`upstreamStepIds`). */
export interface IdListDeclaration extends FieldOptions {
  readonly kind: 'RELATIONS';
  readonly via: 'ids';
  readonly to: string;
  readonly joinTable: string;
  /** Column holding this record's id. */
  readonly near: string;
  /** Column holding the listed ids. */
  readonly far: string;
}

export type FieldDeclaration =
  | ValueDeclaration
  | EnumDeclaration
  | BelongsToDeclaration
  | HasManyDeclaration
  | ManyToManyDeclaration
  | IdListDeclaration;

const value =
  <Options extends FieldOptions>(kind: ValueKind) =>
  (options?: Options): ValueDeclaration => ({ kind, ...options });

/** One line of text. */
export const text = value('STRING');
/** Text of several lines. */
export const longText = value('TEXT');
export const integer = value<NumberOptions>('INTEGER');
export const float = value<NumberOptions>('FLOAT');
export const boolean = value('BOOLEAN');
/** A day without a time: `2026-11-23`. */
export const date = value('DATE');
/** An instant with milliseconds. */
export const datetime = value('DATETIME');
/** A list of `{key, value, type}` that users extend freely. */
export const attributes = value('ATTRIBUTES');
/** A list of `{type, children: [{text} …]}` nodes; a plain string on input becomes one paragraph. */
export const richText = value('RICH_TEXT');
export const json = value('JSON');

export function enumeration(
  values: readonly string[],
  options?: FieldOptions & { enumName?: string },
): EnumDeclaration {
  return { kind: 'ENUM', values, ...options };
}

export function belongsTo(to: string, options?: Omit<BelongsToDeclaration, 'kind' | 'to'>): BelongsToDeclaration {
  return { kind: 'RELATION', to, ...options };
}

export function hasMany(to: string, options: Omit<HasManyDeclaration, 'kind' | 'via' | 'to'>): HasManyDeclaration {
  return { kind: 'RELATIONS', via: 'inverse', to, ...options };
}

export function manyToMany(
  to: string,
  options?: Omit<ManyToManyDeclaration, 'kind' | 'via' | 'to'>,
): ManyToManyDeclaration {
  return { kind: 'RELATIONS', via: 'join', to, ...options };
}

export function idList(to: string, options: Omit<IdListDeclaration, 'kind' | 'via' | 'to'>): IdListDeclaration {
  return { kind: 'RELATIONS', via: 'ids', to, ...options };
}
