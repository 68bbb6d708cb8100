import { Section } from '../../../components/section.tsx';
import { GeneralPermissions } from '../../../permissions/general-permissions.tsx';
import { PermissionMatrix } from '../../../permissions/permission-matrix.tsx';
import { type PermissionSet, parsePermissions } from '../../../permissions/permission-set.ts';
import { type PermissionGroup, permissionsOf } from '../../../permissions/roles.ts';

interface RolePermissionsProps {
  own: PermissionSet;
  groups: readonly PermissionGroup[];
  /** Shows what the groups give as the role's own. */
  asOne?: boolean;
  onChange?: (name: string, isGiven: boolean) => void;
}

/** The permissions of a role: the general ones, and the matrix of those on records. */
export function RolePermissions({ own, groups, asOne, onChange }: RolePermissionsProps) {
  const given = new Map(
    groups.flatMap((group) => [...parsePermissions(permissionsOf(group))].map((name) => [name, group.name])),
  );
  const value = asOne ? new Set([...own, ...given.keys()]) : own;
  const matrix = { value, given: asOne ? undefined : given, onChange };
  return (
    <>
      <Section title="General permissions">
        <GeneralPermissions {...matrix} />
      </Section>
      <Section
        title="Records"
        note={onChange && 'The first row is for all types. Arrow keys move between boxes, the space bar ticks.'}
      >
        <PermissionMatrix {...matrix} />
      </Section>
    </>
  );
}
