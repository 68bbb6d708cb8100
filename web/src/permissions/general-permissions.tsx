import { Checkbox } from '@mantine/core';
import type { Permission } from '../api/current-person.ts';
import classes from './general-permissions.module.css';
import type { PermissionSet } from './permission-set.ts';

const general: { name: Permission; label: string; meaning: string }[] = [
  { name: 'SEE_ACTIONS', label: 'See actions', meaning: 'Their code, contexts and versions' },
  { name: 'EDIT_ACTIONS', label: 'Edit actions', meaning: 'Those that are not enabled' },
  { name: 'ENABLE_ACTIONS', label: 'Enable actions', meaning: 'And, with Edit actions, change one that is on' },
  { name: 'SEE_LOGS', label: 'See execution logs', meaning: 'Outcome, message and code' },
  { name: 'SEE_CONTEXTS', label: 'See contexts', meaning: 'The data that actions were given' },
  { name: 'DOWNLOAD_LOGS', label: 'Download logs', meaning: 'As Python files' },
  { name: 'ADMINISTER', label: 'Administer', meaning: 'People, roles, settings, tokens, the audit trail' },
];

export function generalLabel(name: string): string | undefined {
  return general.find((permission) => permission.name === name)?.label;
}

interface GeneralPermissionsProps {
  value: PermissionSet;
  /** What is given besides, and by what. */
  given?: ReadonlyMap<string, string>;
  onChange?: (name: string, isGiven: boolean) => void;
}

/** The permissions that are not about records. Read only without `onChange`. */
export function GeneralPermissions({ value, given, onChange }: GeneralPermissionsProps) {
  return (
    <div className={classes.root}>
      {general.map(({ name, label, meaning }) => {
        const giver = given?.get(name);
        return (
          <Checkbox
            key={name}
            size="xs"
            label={label}
            description={giver ? `Given by ${giver}` : meaning}
            checked={value.has(name) || giver !== undefined}
            disabled={!onChange || giver !== undefined}
            onChange={(event) => onChange?.(name, event.currentTarget.checked)}
          />
        );
      })}
    </div>
  );
}
