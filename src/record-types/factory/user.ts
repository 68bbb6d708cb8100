import { boolean, manyToMany, text } from '../fields.ts';
import { defineRecordType, type RecordRow } from '../record-type.ts';

/** A person as a record. How they sign in (passwords, sessions, tokens) is kept elsewhere, never in a record. */
export const user = defineRecordType({
  name: 'User',
  table: 'app_user',
  titleField: 'name',
  listColumns: ['name', 'email', 'isActive'],
  unique: [['email']],
  check: emailLooksRight,
  fields: {
    name: text({ required: true }),
    email: text({ required: true }),
    roles: manyToMany('Role'),
    teams: manyToMany('Team'),
    isActive: boolean({ required: true, default: true }),
  },
});

function emailLooksRight(record: RecordRow): string | undefined {
  const email = String(record.email);
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return undefined;
  return `email "${email}" is not an email address, like ada@example.com.`;
}
