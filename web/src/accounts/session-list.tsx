import { Badge, Button, Group, Skeleton } from '@mantine/core';
import { IconDeviceLaptop, IconDeviceMobile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../components/error-state.tsx';
import { formatRelative } from '../components/relative-time.ts';
import { Timestamp } from '../components/timestamp.tsx';
import { describeBrowser } from './describe-browser.ts';
import classes from './row-list.module.css';
import { type Session, sessionsQuery, useRevokeSessions } from './sessions.ts';

/** Where somebody is signed in, each with a way to end it; oneself when nobody is named. */
export function SessionList({ personId }: { personId?: string }) {
  const sessions = useQuery(sessionsQuery(personId));
  const revoke = useRevokeSessions();
  if (sessions.error && !sessions.data) return <ErrorState error={sessions.error} onRetry={() => sessions.refetch()} />;
  if (!sessions.data) return <Skeleton height={88} radius={8} />;
  if (sessions.data.length === 0) return <p className={classes.none}>Signed in nowhere.</p>;
  const others = sessions.data.filter(({ isCurrent }) => !isCurrent);
  return (
    <>
      <ul className={classes.list}>
        {sessions.data.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            disabled={revoke.isPending}
            onRevoke={() => revoke.mutate([session.id])}
          />
        ))}
      </ul>
      {others.length > 1 && (
        <Group mt="xs">
          <Button
            variant="default"
            loading={revoke.isPending}
            onClick={() => revoke.mutate(others.map(({ id }) => id))}
          >
            {others.length === sessions.data.length ? 'Sign out everywhere' : 'Sign out everywhere else'}
          </Button>
        </Group>
      )}
    </>
  );
}

interface SessionRowProps {
  session: Session;
  disabled: boolean;
  onRevoke: () => void;
}

function SessionRow({ session, disabled, onRevoke }: SessionRowProps) {
  const browser = describeBrowser(session.userAgent);
  const Device = /iPhone|Android/.test(browser) ? IconDeviceMobile : IconDeviceLaptop;
  return (
    <li className={classes.row}>
      <Device size={18} stroke={1.5} aria-hidden />
      <div className={classes.text}>
        <div className={classes.title}>
          <span title={session.userAgent ?? undefined}>{browser}</span>
          {session.isCurrent && (
            <Badge size="sm" variant="light" tt="none">
              This one
            </Badge>
          )}
        </div>
        <div className={classes.note}>
          {session.ipAddress ? `${session.ipAddress} · ` : ''}signed in <Timestamp value={session.createdAt} />, last
          opened {formatRelative(session.updatedAt, new Date())}
        </div>
      </div>
      {!session.isCurrent && (
        <Button variant="default" disabled={disabled} aria-label={`Sign out ${browser}`} onClick={onRevoke}>
          Sign out
        </Button>
      )}
    </li>
  );
}
