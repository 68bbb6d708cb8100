import { expect, test } from 'vitest';
import { createInput, faultsOf, formValuesOf, newFormValues, updateInput } from './form-values.ts';
import { mergeChanges } from './merge-changes.ts';
import type { FieldInfo, RecordTypeInfo } from './record-types.ts';

const field = (name: string, kind: FieldInfo['kind'], more: Partial<FieldInfo> = {}) =>
  ({
    name,
    label: name,
    kind,
    inputName: name,
    readOnly: false,
    createOnly: false,
    required: false,
    ...more,
  }) as FieldInfo;
const type = {
  fields: [
    field('part', 'RELATION', { inputName: 'partId', required: true }),
    field('serialNumber', 'STRING'),
    field('quantity', 'FLOAT', { required: true, defaultValue: 1 }),
    field('howCreated', 'ENUM', { createOnly: true }),
    field('attributes', 'ATTRIBUTES'),
    field('runs', 'RELATIONS', { readOnly: true, inputName: null }),
  ],
} as unknown as RecordTypeInfo;
const record = {
  id: 34,
  part: { id: 3, partNumber: 'PN-3' },
  serialNumber: 'SN-1',
  quantity: 1,
  howCreated: 'MANUAL',
  attributes: [{ key: 'Heat', value: 'A12', type: 'STRING' }],
  runs: [{ id: 9 }],
};
const base = formValuesOf(type, record);

test('an untouched form changes nothing', () => {
  expect(updateInput(type, { ...base }, base)).toEqual({});
});

test('only what was changed is sent, relations by their id', () => {
  const values = { ...base, part: { id: 4, partNumber: 'PN-4' }, serialNumber: '' };
  expect(updateInput(type, values, base)).toEqual({ partId: 4, serialNumber: null });
});

test('what can only be set on creation is never sent later', () => {
  expect(updateInput(type, { ...base, howCreated: 'UNKNOWN' }, base)).toEqual({});
});

test('a new record starts with its defaults and sends no empty field', () => {
  const values = { ...newFormValues(type), part: { id: 3 } };
  expect(createInput(type, values)).toEqual({ partId: 3, quantity: 1 });
});

test('a required field left empty is named', () => {
  expect(faultsOf(type, newFormValues(type), true)).toEqual({ part: 'part is required' });
  expect(faultsOf(type, { ...newFormValues(type), part: { id: 3 }, quantity: '12,5' }, true)).toEqual({
    quantity: '“12,5” is not a number, such as 1250, 1,250 or 12.5',
  });
});

test('their change comes in, what was typed stays', () => {
  const values = { ...base, serialNumber: 'SN-typed' };
  const merge = mergeChanges(type, base, values, { ...record, quantity: 0 });
  expect(merge.values).toMatchObject({ serialNumber: 'SN-typed', quantity: 0 });
  expect(merge.theirs).toMatchObject([{ field: 'quantity', before: 1, now: 0, contested: false }]);
  expect(updateInput(type, merge.values, merge.base)).toEqual({ serialNumber: 'SN-typed' });
});

test('a field that both changed is contested and keeps what was typed', () => {
  const merge = mergeChanges(type, base, { ...base, quantity: 5 }, { ...record, quantity: 0 });
  expect(merge.values.quantity).toBe(5);
  expect(merge.theirs).toMatchObject([{ field: 'quantity', contested: true }]);
});
