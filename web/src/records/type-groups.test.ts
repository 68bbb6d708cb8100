import { expect, test } from 'vitest';
import type { RecordTypeInfo } from './record-types.ts';
import { typeSlug } from './record-types.ts';
import { groupRecordTypes } from './type-groups.ts';

const type = (name: string) => ({ name, label: name }) as RecordTypeInfo;
const names = (...given: string[]) =>
  groupRecordTypes(given.map(type)).map((group) => [group.label, group.types.map((member) => member.name)]);

test('types stand in the order of their group, whatever order the server gives', () => {
  expect(names('RunStep', 'PartInventory', 'Part', 'Run')).toEqual([
    ['Parts & inventory', ['Part', 'PartInventory']],
    ['Work', ['Run', 'RunStep']],
  ]);
});

test('an unknown type joins the group whose name it extends', () => {
  expect(names('PurchaseOrderApproval')).toEqual([['Purchasing', ['PurchaseOrderApproval']]]);
});

test('a type like no other is listed under Organization', () => {
  expect(names('Zebra')).toEqual([['Organization', ['Zebra']]]);
});

test('a slug separates the words of a name', () => {
  expect(typeSlug('IssueApprovalRequest')).toBe('issue-approval-request');
});
