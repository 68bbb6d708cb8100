import type { RecordTypeInfo } from '../records/record-types.ts';
import { fieldNamed, titleFields, typeNamed } from '../records/record-value.ts';

/** A context query to begin with: the record that changes, with the fields that its list shows. */
export function starterQuery(type: RecordTypeInfo, types: readonly RecordTypeInfo[]): string {
  const names = [...new Set([type.titleField, ...type.displayFields])].filter((name) => name !== 'id');
  const lines = names.flatMap((name) => {
    const field = fieldNamed(type, name);
    if (!field) return [];
    if (field.kind === 'ATTRIBUTES') return [`${name} { key value }`];
    const related = field.relation && !field.idsOnly ? typeNamed(types, field.relation.type) : undefined;
    return [related ? `${name} { ${['id', ...titleFields(related).slice(0, 1)].join(' ')} }` : name];
  });
  return `{\n  ${type.queryName}(id: $id) {\n${['id', ...lines].map((line) => `    ${line}\n`).join('')}  }\n}\n`;
}
