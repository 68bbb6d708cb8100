import type { BelongsToField, RecordType } from './record-type.ts';

/** A relation seen from the record it points to: `field` of `type` refers to it. */
export interface Reference {
  readonly type: RecordType;
  readonly field: BelongsToField;
}

/** All record types of an installation, by every name they go by. */
export interface RecordTypes {
  readonly all: readonly RecordType[];
  /** @throws Error when there is no such type: names come from declarations, so a miss is a programming error. */
  named(name: string): RecordType;
  /** By target: `PARTINVENTORY`. */
  withTarget(target: string): RecordType | undefined;
  /** Every relation that points to `type`, in declaration order. */
  referencesTo(type: RecordType): readonly Reference[];
}

/** @throws Error when a relation names a type or field that is not declared. */
export function createRecordTypes(types: readonly RecordType[]): RecordTypes {
  const byName = new Map(types.map((type) => [type.name, type]));
  const byTarget = new Map(types.map((type) => [type.target, type]));
  const references = new Map<string, Reference[]>(types.map((type) => [type.name, []]));

  const named = (name: string): RecordType => {
    const type = byName.get(name);
    if (!type) throw new Error(`No record type is named ${name}`);
    return type;
  };

  for (const type of types) {
    requireDeclared(type);
    for (const field of type.columns) {
      if (field.kind !== 'RELATION') continue;
      named(field.to);
      references.get(field.to)!.push({ type, field });
    }
    for (const field of type.hasMany) {
      const back = named(field.to).columns.find((column) => column.name === field.by);
      if (back?.kind !== 'RELATION' || back.to !== type.name) {
        throw new Error(`${type.name}.${field.name}: ${field.to}.${field.by} is not a relation to ${type.name}`);
      }
    }
    for (const field of type.joins) named(field.to);
  }

  return {
    all: types,
    named,
    withTarget: (target) => byTarget.get(target),
    referencesTo: (type) => references.get(type.name) ?? [],
  };
}

function requireDeclared(type: RecordType): void {
  const known = new Set(['id', ...type.fields.map((field) => field.name)]);
  for (const name of [type.titleField, ...type.listColumns, ...type.unique.flat()]) {
    if (!known.has(name)) throw new Error(`${type.name} has no field ${name}`);
  }
}
