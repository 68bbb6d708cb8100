import { Link } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import { kindLabel, summarizeEvent } from '../../../audit/describe-event.ts';
import type { AuditEvent } from '../../../audit/operations.ts';
import { Timestamp } from '../../../components/timestamp.tsx';
import { WhoDidIt } from './who-did-it.tsx';

export const eventColumns: ColumnDef<AuditEvent>[] = [
  {
    id: 'at',
    header: 'When',
    size: 132,
    cell: ({ row: { original } }) => <Timestamp value={original.at} />,
  },
  {
    id: 'kind',
    header: 'What',
    size: 178,
    cell: ({ row: { original } }) => (
      <Link
        from="/administration/audit-trail"
        search={(before) => ({ ...before, event: String(original.id) })}
        resetScroll={false}
      >
        {kindLabel(original.kind)}
      </Link>
    ),
  },
  {
    id: 'who',
    header: 'Who',
    size: 150,
    meta: { flexible: true },
    cell: ({ row }) => <WhoDidIt event={row.original} />,
  },
  {
    id: 'subject',
    header: 'To what',
    size: 160,
    meta: { flexible: true },
    cell: ({ row: { original } }) => (
      <span title={original.subjectTitle ?? undefined}>{original.subjectTitle ?? original.subjectId}</span>
    ),
  },
  {
    id: 'details',
    header: 'Details',
    size: 220,
    meta: { flexible: true },
    cell: ({ row }) => {
      const summary = summarizeEvent(row.original.details);
      return (
        <span title={summary} style={{ color: 'var(--il-text-dim)' }}>
          {summary}
        </span>
      );
    },
  },
];
