import { Alert, MultiSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { SaveBar } from '../../../components/save-bar.tsx';
import { showSuccess } from '../../../components/toasts.tsx';
import { useUnsavedGuard } from '../../../components/unsaved-guard.tsx';
import {
  isSameSet,
  type PermissionSet,
  parsePermissions,
  printPermissions,
  withPermission,
} from '../../../permissions/permission-set.ts';
import { permissionGroupsQuery, type RoleGrants, useRoleMutations } from '../../../permissions/roles.ts';
import classes from './role-form.module.css';
import { RolePermissions } from './role-permissions.tsx';

interface RoleFormProps {
  /** Undefined for a new role. */
  grants?: RoleGrants;
  /** What a new role starts with. */
  start?: PermissionSet;
  /** Called with the role's id when it was made. */
  onCreated?: (id: string) => void;
}

/** Makes a role of one's own, or changes it. A save that is refused keeps what was chosen. */
export function RoleForm({ grants, start = new Set(), onCreated }: RoleFormProps) {
  const { save } = useRoleMutations();
  const known = useKnown(grants, start);
  const [own, setOwn] = useState(known.own);
  const form = useForm({
    initialValues: known.values,
    validate: { name: (value) => (value.trim() ? null : 'Enter a name') },
  });
  const unsaved = form.isDirty() || !isSameSet(own, known.own);
  const createdId = grants ? undefined : save.data;
  const guard = useUnsavedGuard(unsaved && createdId === undefined);
  // Once the guard knows that nothing is lost any more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is created once
  useEffect(() => {
    if (createdId !== undefined) onCreated?.(String(createdId));
  }, [createdId]);
  const groups = useGroupChoices(grants);
  const submit = form.onSubmit((values) =>
    save.mutate(
      {
        ...(grants && { id: grants.role.id, etag: grants.role._etag }),
        name: values.name.trim(),
        description: values.description.trim() || null,
        permissions: printPermissions(own),
        groupIds: values.groupIds,
      },
      {
        onSuccess: () => {
          showSuccess('Saved');
          form.resetDirty(values);
        },
      },
    ),
  );
  return (
    <form noValidate onSubmit={submit}>
      {save.error && (
        <Alert color="red" role="alert" mb="sm">
          {save.error.message}
        </Alert>
      )}
      <div className={classes.fields}>
        <TextInput label="Name" required {...form.getInputProps('name')} />
        <TextInput label="Description" {...form.getInputProps('description')} />
        <MultiSelect
          className={classes.wide}
          label="Permission groups"
          description="Sets of permissions that other roles give, too. What is chosen below comes on top."
          data={groups.map(({ id, name }) => ({ value: String(id), label: name }))}
          searchable
          hidePickedOptions
          {...form.getInputProps('groupIds')}
        />
      </div>
      <RolePermissions
        own={own}
        groups={groups.filter(({ id }) => form.values.groupIds.includes(String(id)))}
        onChange={(name, isGiven) => setOwn((before) => withPermission(before, name, isGiven))}
      />
      <SaveBar
        unsaved={unsaved || !grants}
        saving={save.isPending}
        save={grants ? 'Save' : 'Create role'}
        onDiscard={() => {
          form.reset();
          setOwn(known.own);
          save.reset();
        }}
      />
      {guard}
    </form>
  );
}

function useKnown(grants: RoleGrants | undefined, start: PermissionSet) {
  return {
    own: grants ? parsePermissions(grants.ownPermissions) : start,
    values: {
      name: grants?.role.name ?? '',
      description: grants?.role.description ?? '',
      groupIds: grants?.sharedGroups.map(({ id }) => String(id)) ?? [],
    },
  };
}

/** Every group but those that only this role has. */
function useGroupChoices(grants: RoleGrants | undefined) {
  const { data: groups = grants?.sharedGroups ?? [] } = useQuery(permissionGroupsQuery);
  const own = new Set(grants?.ownGroups.map(({ id }) => String(id)));
  return groups.filter(({ id }) => !own.has(String(id)));
}
