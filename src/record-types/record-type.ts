/**
 * A record type: one kind of record, declared in one file. `defineRecordType` turns the declaration into the form that
 * storage, records, GraphQL and the web app read. Names follow one rule everywhere: type `PartInventory`, query
 * `partInventory`, list `partInventories`, target `PARTINVENTORY`, table `part_inventory`.
 */
import type {
  BelongsToDeclaration,
  EnumDeclaration,
  FieldDeclaration,
  HasManyDeclaration,
  IdListDeclaration,
  ManyToManyDeclaration,
  ValueDeclaration,
} from './fields.ts';
import { lowerFirst, pluralOf, sentenceLabel, singularOf, snakeCase, titleLabel, upperFirst } from './names.ts';

interface Named {
  readonly name: string;
  readonly label: string;
}

/** Name of the key a column-backed field has in a record row and in inputs; `partId` for the relation `part`. */
interface Stored extends Named {
  readonly key: string;
  readonly column: string;
}

export type ValueField = ValueDeclaration & Stored;
export type EnumField = EnumDeclaration & Stored & { readonly enumName: string };
export type BelongsToField = BelongsToDeclaration & Stored;
export type HasManyField = HasManyDeclaration & Named;
/** `key` is the name of the id list (`partSubtypeIds`); `listed` is false for pure id lists; `settable` on the owning side. */
export type JoinField = (ManyToManyDeclaration | IdListDeclaration) &
  Named & {
    readonly key: string;
    readonly table: string;
    readonly near: string;
    readonly far: string;
    readonly listed: boolean;
    readonly settable: boolean;
  };

/** A field with a column of its own. */
export type ColumnField = ValueField | EnumField | BelongsToField;
export type Field = ColumnField | HasManyField | JoinField;

/** A record as read from storage, keyed by field name (relations by `<name>Id`), with id, _etag and the audit fields. */
export type RecordRow = { readonly id: number; readonly _etag: string } & Readonly<Record<string, unknown>>;

export interface TableCheck {
  readonly name: string;
  readonly sql: string;
}

export interface RecordTypeDeclaration {
  readonly name: string;
  readonly label?: string;
  /** Table name where the default (`part_inventory`) would be a reserved word. */
  readonly table?: string;
  readonly titleField: string;
  /** Fields shown as columns of a list, in order. */
  readonly listColumns: readonly string[];
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
  /** Field names that are unique together; empty values count as equal. */
  readonly unique?: readonly (readonly string[])[];
  readonly tableChecks?: readonly TableCheck[];
  /** Says what is wrong with a record as it would be stored, and what to do about it; undefined when it is fine. */
  readonly check?: (record: RecordRow) => string | undefined;
}

export interface RecordType {
  readonly name: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly queryName: string;
  readonly listQueryName: string;
  readonly target: string;
  readonly table: string;
  readonly titleField: string;
  readonly listColumns: readonly string[];
  readonly fields: readonly Field[];
  /** The fields with columns, in declaration order. */
  readonly columns: readonly ColumnField[];
  readonly hasMany: readonly HasManyField[];
  readonly joins: readonly JoinField[];
  readonly unique: readonly (readonly string[])[];
  readonly tableChecks: readonly TableCheck[];
  readonly check: (record: RecordRow) => string | undefined;
}

export function defineRecordType(declaration: RecordTypeDeclaration): RecordType {
  const { name } = declaration;
  const label = declaration.label ?? titleLabel(name);
  const table = declaration.table ?? snakeCase(name);
  const fields = Object.entries(declaration.fields).map(([fieldName, field]) => resolveField(name, fieldName, field));
  return {
    name,
    label,
    pluralLabel: pluralOf(label),
    queryName: lowerFirst(name),
    listQueryName: pluralOf(lowerFirst(name)),
    target: name.toUpperCase(),
    table,
    titleField: declaration.titleField,
    listColumns: declaration.listColumns,
    fields,
    columns: fields.filter((field) => 'column' in field),
    hasMany: fields.filter((field) => field.kind === 'RELATIONS' && field.via === 'inverse') as HasManyField[],
    joins: fields.filter((field) => field.kind === 'RELATIONS' && field.via !== 'inverse') as JoinField[],
    unique: declaration.unique ?? [],
    tableChecks: declaration.tableChecks ?? [],
    check: declaration.check ?? (() => undefined),
  };
}

function resolveField(typeName: string, name: string, field: FieldDeclaration): Field {
  const label = field.label ?? sentenceLabel(name);
  switch (field.kind) {
    case 'ENUM':
      return {
        ...field,
        name,
        label,
        key: name,
        column: snakeCase(name),
        enumName: field.enumName ?? typeName + upperFirst(name),
      };
    case 'RELATION':
      return { ...field, name, label, key: `${name}Id`, column: `${snakeCase(name)}_id` };
    case 'RELATIONS':
      if (field.via === 'inverse') return { ...field, name, label };
      return field.via === 'ids'
        ? { ...field, name, label, key: name, table: field.joinTable, listed: false, settable: true }
        : resolveManyToMany(typeName, name, label, field);
    default:
      return { ...field, name, label, key: name, column: snakeCase(name) };
  }
}

function resolveManyToMany(typeName: string, name: string, label: string, field: ManyToManyDeclaration): JoinField {
  const near = `${snakeCase(typeName)}_id`;
  const far = `${snakeCase(field.to)}_id`;
  const joinTable = field.inverseOf
    ? `${snakeCase(field.to)}_${singularOf(snakeCase(field.inverseOf))}`
    : `${near.slice(0, -3)}_${singularOf(snakeCase(name))}`;
  return {
    ...field,
    name,
    label,
    key: `${singularOf(name)}Ids`,
    table: joinTable,
    near,
    far,
    listed: true,
    settable: field.inverseOf === undefined,
  };
}
