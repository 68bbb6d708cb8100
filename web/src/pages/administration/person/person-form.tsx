import { Alert, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { SaveBar } from '../../../components/save-bar.tsx';
import { showSuccess } from '../../../components/toasts.tsx';
import { useUnsavedGuard } from '../../../components/unsaved-guard.tsx';
import { type PersonRow, usePersonMutations } from '../../../people/operations.ts';
import { RolesField, TeamsField } from '../../../people/role-and-team-fields.tsx';
import classes from './person-form.module.css';

/** Name, email, roles and teams. A save that is refused keeps what was typed. */
export function PersonForm({ person }: { person: PersonRow }) {
  const { update } = usePersonMutations();
  const form = useForm({
    initialValues: valuesOf(person),
    validate: { name: (value) => (value.trim() ? null : 'Enter a name') },
  });
  const isDirty = form.isDirty();
  const guard = useUnsavedGuard(isDirty);
  // What was saved, here or by somebody else, is what the form starts from; what is being typed stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the etag says whether the person changed
  useEffect(() => {
    if (isDirty) return;
    form.setInitialValues(valuesOf(person));
    form.reset();
  }, [person._etag]);
  const save = form.onSubmit((values) =>
    update.mutate(
      { id: person.id, etag: person._etag, ...values },
      {
        onSuccess: () => {
          form.resetDirty(values);
          showSuccess('Saved');
        },
      },
    ),
  );
  return (
    <form noValidate onSubmit={save}>
      {update.error && (
        <Alert color="red" role="alert" mb="sm">
          {update.error.message}
        </Alert>
      )}
      <div className={classes.fields}>
        <TextInput label="Name" required {...form.getInputProps('name')} />
        <TextInput label="Email" type="email" required {...form.getInputProps('email')} />
        <RolesField {...form.getInputProps('roleIds')} />
        <TeamsField {...form.getInputProps('teamIds')} />
      </div>
      <SaveBar
        unsaved={isDirty}
        saving={update.isPending}
        onDiscard={() => {
          form.reset();
          update.reset();
        }}
      />
      {guard}
    </form>
  );
}

function valuesOf({ name, email, roles, teams }: PersonRow) {
  const ids = (list: readonly { id: number | string }[]) => list.map(({ id }) => String(id));
  return { name, email, roleIds: ids(roles), teamIds: ids(teams) };
}
