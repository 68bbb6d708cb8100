import { describe, expect, test } from 'vitest';
import { type Access, fullAccess } from '../people/permissions.ts';
import { factoryPack } from '../record-types/factory-pack.ts';
import { createContextHider, withoutSensitive } from './hide-context.ts';

const hider = createContextHider({ recordTypes: factoryPack });
const query = `query ($id: ID!) {
  order: purchaseOrder(id: $id) { id from: supplier { ...Named purchaseOrders { id } } createdBy { name } }
} fragment Named on Supplier { name taxNumber attributes { key value } }`;
const supplier = {
  name: 'Hooke Metals',
  taxNumber: 'DE-811 907 980',
  attributes: [{ key: 'k', value: 'v' }],
  purchaseOrders: [{ id: 3 }],
};
const data = { order: { id: 3, from: supplier, createdBy: { name: 'Ada' } } };
const shared = { currentUser: { email: 'ada@example.com', roles: [], teams: [] } };
const blindTo = (...names: string[]): Access => ({ ...fullAccess, mayRead: (type) => !names.includes(type.name) });

function hide(access: Access, context: object, text = query, target = 'PURCHASEORDER') {
  const { context: shown, ...rest } = hider.hide({ context: JSON.stringify(context), query: text, target }, access);
  return { shown: JSON.parse(shown), ...rest };
}

describe('a context', () => {
  test('is the very text it was for who may see all of it', () => {
    const context = '{ "order":   null}';
    expect(hider.hide({ context, query, target: 'PURCHASEORDER' }, withoutSensitive).context).toBe(context);
  });

  test('has a placeholder for a sensitive field, under its alias and inside fragments', () => {
    const { shown, hidden, values } = hide(withoutSensitive, { ...data, ...shared });
    const placeholder = '[hidden: Supplier.taxNumber, a text]';
    expect(shown).toEqual({
      order: { ...data.order, from: { ...supplier, taxNumber: placeholder } },
      ...shared,
    });
    expect([...hidden]).toEqual(['Supplier.taxNumber']);
    expect(values).toEqual(['DE-811 907 980']);
  });

  test('has a placeholder for a record of a type that may not be seen', () => {
    const { shown, values } = hide(blindTo('Supplier', 'User'), data);
    expect(shown.order).toEqual({
      id: 3,
      from: '[hidden: Supplier, a record]',
      createdBy: '[hidden: User, a record]',
    });
    expect(values).toContain('Hooke Metals');
  });

  test('hides lists, connections and what was flattened out of one', () => {
    const lists = `{ suppliers { pageInfo { totalCount } edges { node { taxNumber } } }
      one: suppliers(filters: {id: {eq: $id}}) { edges { node { taxNumber name } } } }`;
    const found = {
      suppliers: { pageInfo: { totalCount: 1 }, edges: [{ node: { taxNumber: 'DE-811' } }] },
      one: { taxNumber: 'DE-811', name: 'Hooke' },
    };
    const placeholder = '[hidden: Supplier.taxNumber, a text]';
    expect(hide(withoutSensitive, found, lists).shown).toEqual({
      suppliers: { pageInfo: { totalCount: 1 }, edges: [{ node: { taxNumber: placeholder } }] },
      one: { taxNumber: placeholder, name: 'Hooke' },
    });
    expect(hide(blindTo('Supplier'), found, lists).shown).toEqual({
      suppliers: '[hidden: Supplier, a record]',
      one: '[hidden: Supplier, a record]',
    });
  });

  test('hides sensitive fields of changes in both spellings, and leaves what is empty', () => {
    const change = { old: null, new: 'DE-811' };
    const fields = { taxNumber: change, tax_number: change, name: { old: 'a', new: 'b' } };
    const { shown } = hide(withoutSensitive, { changes: { suppliers: fields } }, '', 'SUPPLIER');
    const covered = { old: null, new: '[hidden: Supplier.taxNumber, a text]' };
    expect(shown.changes.suppliers).toEqual({ taxNumber: covered, tax_number: covered, name: fields.name });
    expect(hide(blindTo('Supplier'), { changes: { suppliers: fields } }, '', 'SUPPLIER').shown).toEqual({
      changes: '[hidden: Supplier, a record]',
    });
  });

  test('whose query no longer fits the schema shows nothing of the answer', () => {
    const { shown } = hide(withoutSensitive, { ...data, ...shared }, '{ gone { id } }');
    expect(shown.order).toMatch(/^\[hidden: what the query, which is out of date/);
    expect(shown.currentUser).toEqual(shared.currentUser);
  });

  test('with keys that no query asks for shows nothing of them', () => {
    expect(hide(withoutSensitive, { order: { id: 3, secret: 'x' } }).shown.order.secret).toMatch(/^\[hidden/);
    const forged = JSON.parse('{"order": {"__proto__": {"id": 1}, "constructor": "x"}}');
    expect(Object.keys(hide(withoutSensitive, forged).shown.order)).toEqual(['__proto__', 'constructor']);
  });
});
