import { Popover, UnstyledButton } from '@mantine/core';
import { insideMain } from '../components/inside-main.ts';
import { generalLabel } from '../permissions/general-permissions.tsx';
import { countPermissions } from '../permissions/permission-set.ts';
import type { ApiToken } from './api-tokens.ts';
import classes from './token-scope.module.css';

/** What a token is limited to, the whole list on a click. */
export function TokenScope({ token }: { token: ApiToken }) {
  const { permissions, fromEnvironment } = token;
  if (fromEnvironment) return <span title="Made from INTERLOCK_ADMIN_TOKEN">All; set in the environment</span>;
  if (!permissions) return 'All that its owner may';
  if (permissions.length === 0) return 'Nothing';
  return (
    <Popover position="bottom-start" shadow="md" portalProps={insideMain}>
      <Popover.Target>
        <UnstyledButton className={classes.button} aria-label={`What ${token.name} may do`}>
          {permissions.length === 1 ? describe(permissions[0]!) : countPermissions(permissions)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <ul className={classes.list}>
          {permissions.map((name) => (
            <li key={name}>{describe(name)}</li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

const verbs: Record<string, string> = {
  READ: 'Read',
  CREATE: 'Create',
  UPDATE: 'Update',
  DELETE: 'Delete',
  SEE_SENSITIVE: 'See sensitive',
  '*': 'Everything with',
};

/** `READ *` → `Read all record types`. */
function describe(name: string): string {
  const [verb, type] = name.split(' ');
  if (!type) return generalLabel(name) ?? name;
  return `${verbs[verb!] ?? verb} ${type === '*' ? 'all record types' : type}`;
}
