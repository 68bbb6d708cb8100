import { Checkbox, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Fragment } from 'react';
import { type RecordTypeInfo, useRecordTypes } from '../records/record-types.ts';
import { groupRecordTypes } from '../records/type-groups.ts';
import { moveBetweenBoxes } from './move-between-boxes.ts';
import classes from './permission-matrix.module.css';
import { everyType, type Operation, operations, type PermissionSet } from './permission-set.ts';

interface PermissionMatrixProps {
  value: PermissionSet;
  /** What is given besides, and by what. */
  given?: ReadonlyMap<string, string>;
  onChange?: (name: string, isGiven: boolean) => void;
}

const words: Record<Operation, string> = {
  READ: 'Read',
  CREATE: 'Create',
  UPDATE: 'Update',
  DELETE: 'Delete',
  SEE_SENSITIVE: 'Sensitive',
};

/** Changed by who may Administer, and by nobody else. */
const administered = new Set(['User', 'Role', 'PermissionGroup', 'Team']);

/**
 * A box for each record type and operation; the first row stands for all types. A mark in place of a box says that
 * something else gives it already. Arrow keys move between boxes. Read only without `onChange`.
 */
export function PermissionMatrix({ value, given, onChange }: PermissionMatrixProps) {
  const types = useRecordTypes();
  const row = (type: string, label: string, has: (operation: Operation) => boolean) => (
    <tr key={type} data-all={type === everyType || undefined}>
      <th scope="row">{label}</th>
      {operations.map((operation) => (
        <td key={operation}>
          {has(operation) && (
            <Cell
              name={`${operation} ${type}`}
              label={`${words[operation]} ${label}`}
              isGiven={value.has(`${operation} ${type}`)}
              giver={giverOf(operation, type, value, given)}
              onChange={onChange}
            />
          )}
        </td>
      ))}
    </tr>
  );
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label="Permissions on records" onKeyDown={moveBetweenBoxes}>
        <thead>
          <tr>
            <th scope="col">Record type</th>
            {operations.map((operation) => (
              <th
                key={operation}
                scope="col"
                title={operation === 'SEE_SENSITIVE' ? 'See and set sensitive fields' : undefined}
              >
                {words[operation]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(everyType, 'All record types', () => true)}
          {groupRecordTypes(types).map((group) => (
            <Fragment key={group.label}>
              <tr className={classes.group}>
                <th scope="rowgroup" colSpan={operations.length + 1}>
                  {group.label}
                </th>
              </tr>
              {group.types.map((type) => row(type.name, type.label, (operation) => hasBox(type, operation)))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  name: string;
  label: string;
  isGiven: boolean;
  /** What else gives it. */
  giver: string | undefined;
  onChange?: (name: string, isGiven: boolean) => void;
}

function Cell({ name, label, isGiven, giver, onChange }: CellProps) {
  if (giver) {
    return (
      <span className={classes.mark} title={`Given by ${giver}`}>
        <IconCheck size={14} aria-hidden />
        <VisuallyHidden>{`${label}: given by ${giver}`}</VisuallyHidden>
      </span>
    );
  }
  if (!onChange) {
    return (
      <span className={classes.mark} data-own={isGiven || undefined}>
        {isGiven ? <IconCheck size={14} aria-hidden /> : <IconMinus size={12} aria-hidden />}
        <VisuallyHidden>{isGiven ? 'yes' : 'no'}</VisuallyHidden>
      </span>
    );
  }
  return (
    <Checkbox
      size="xs"
      className={classes.box}
      aria-label={label}
      checked={isGiven}
      onChange={(event) => onChange(name, event.currentTarget.checked)}
    />
  );
}

function hasBox(type: RecordTypeInfo, operation: Operation): boolean {
  if (operation === 'SEE_SENSITIVE') return type.fields.some(({ sensitive }) => sensitive);
  return operation === 'READ' || !administered.has(type.name);
}

function giverOf(
  operation: Operation,
  type: string,
  value: PermissionSet,
  given: ReadonlyMap<string, string> | undefined,
): string | undefined {
  const group = given?.get(`${operation} ${type}`) ?? given?.get(`${operation} ${everyType}`);
  if (group) return group;
  return type !== everyType && value.has(`${operation} ${everyType}`) ? 'All record types' : undefined;
}
