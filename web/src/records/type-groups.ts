import type { RecordTypeInfo } from './record-types.ts';

export interface TypeGroup {
  label: string;
  types: RecordTypeInfo[];
}

const groups: [label: string, names: string[]][] = [
  [
    'Parts & inventory',
    [
      'Part',
      'PartSubtype',
      'PartInventory',
      'PartKit',
      'PartKitItem',
      'MbomItem',
      'BuildRequirement',
      'AbomInstallation',
    ],
  ],
  ['Work', ['Procedure', 'Step', 'Run', 'RunStep', 'RunStepField']],
  ['Quality', ['Issue', 'IssueApproval', 'IssueApprovalRequest', 'Redline']],
  ['Purchasing', ['Supplier', 'PurchaseOrder', 'PurchaseOrderLine', 'Receipt', 'ReceiptItem']],
  ['Organization', ['Location', 'Team', 'Role', 'PermissionGroup', 'User']],
];

/** A type that no group names joins the group of the longest name it starts with (PurchaseOrderApproval), else Organization. */
function groupOf(name: string): string {
  let best = { label: 'Organization', length: 0 };
  for (const [label, names] of groups) {
    for (const known of names) {
      const matches = name === known || (name.startsWith(known) && known.length > best.length);
      if (matches) best = { label, length: name === known ? Number.POSITIVE_INFINITY : known.length };
    }
  }
  return best.label;
}

/** The record types under the headings of the navigation, in its order. Groups without types are left out. */
export function groupRecordTypes(types: readonly RecordTypeInfo[]): TypeGroup[] {
  const grouped = groups.map(([label, names]) => {
    const rank = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
    const members = types.filter((type) => groupOf(type.name) === label);
    return { label, types: members.sort((a, b) => rank(a.name) - rank(b.name) || a.label.localeCompare(b.label)) };
  });
  return grouped.filter((group) => group.types.length > 0);
}
