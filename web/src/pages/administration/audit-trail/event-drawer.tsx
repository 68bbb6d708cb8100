import { Drawer, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { changesOf, factsOf, fieldLabel, isMoment, kindLabel } from '../../../audit/describe-event.ts';
import { type AuditEvent, auditEventQuery } from '../../../audit/operations.ts';
import { CopyText } from '../../../components/copy-text.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { type Fact, FactList } from '../../../components/fact-list.tsx';
import { insideMain } from '../../../components/inside-main.ts';
import { PageLoading } from '../../../components/page-loading.tsx';
import { Timestamp } from '../../../components/timestamp.tsx';
import { EventChanges } from './event-changes.tsx';
import { WhoDidIt } from './who-did-it.tsx';

interface EventDrawerProps {
  /** Undefined while none is open. */
  id: string | undefined;
  onClose: () => void;
}

/** One event with all that it tells. */
export function EventDrawer({ id, onClose }: EventDrawerProps) {
  const event = useQuery({ ...auditEventQuery(id ?? ''), enabled: id !== undefined });
  return (
    <Drawer
      portalProps={insideMain}
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={620}
      title={event.data ? kindLabel(event.data.kind) : 'Event'}
    >
      {event.error && !event.data ? (
        <ErrorState error={event.error} onRetry={() => event.refetch()} />
      ) : event.isPending ? (
        <PageLoading />
      ) : event.data ? (
        <Stack gap="lg">
          <FactList facts={factsOfEvent(event.data)} />
          <EventChanges changes={changesOf(event.data.details)} />
        </Stack>
      ) : (
        <p>There is no such event.</p>
      )}
    </Drawer>
  );
}

function factsOfEvent(event: AuditEvent): Fact[] {
  const { at, subjectType, subjectId, personEmail, requestId, details } = event;
  return [
    { label: 'When', value: <Timestamp value={at} />, wide: true },
    { label: 'Who', value: <WhoDidIt event={event} />, wide: true },
    ...(personEmail ? [{ label: 'Email', value: personEmail, wide: true }] : []),
    ...(subjectType ? [{ label: 'To what', value: <Subject event={event} />, wide: true }] : []),
    ...(subjectId ? [{ label: `${subjectType} id`, value: subjectId }] : []),
    ...(requestId
      ? [{ label: 'Request ID', value: <CopyText value={requestId} label="request id" />, wide: true }]
      : []),
    ...factsOf(details).map(([label, value]) => ({ label: fieldLabel(label), value: textOf(value), wide: true })),
  ];
}

function textOf(value: unknown): ReactNode {
  if (isMoment(value)) return <Timestamp value={value} />;
  if (Array.isArray(value)) return value.map(String).join(', ') || 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const pages: Record<string, LinkProps['to']> = {
  Action: '/actions/$id',
  User: '/administration/people/$id',
  Role: '/administration/roles/$id',
};

/** Leads to what the event is about, where that has a page. */
function Subject({ event: { subjectType, subjectId, subjectTitle } }: { event: AuditEvent }) {
  const to = pages[subjectType ?? ''];
  const text = `${subjectType} ${subjectTitle ?? subjectId ?? ''}`;
  if (!to || !subjectId) return text;
  return (
    <Link to={to} params={{ id: subjectId }}>
      {text}
    </Link>
  );
}
