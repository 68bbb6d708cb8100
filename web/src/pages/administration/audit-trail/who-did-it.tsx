import type { AuditEvent } from '../../../audit/operations.ts';

/** Who acted, and by which API token; nobody signed in, and Interlock itself, have no name. */
export function WhoDidIt({ event }: { event: AuditEvent }) {
  const { personName, personEmail, viaToken, kind } = event;
  if (!personName) {
    return (
      <span style={{ color: 'var(--il-text-dim)' }}>{kind === 'SIGN_IN_FAILED' ? 'not signed in' : 'Interlock'}</span>
    );
  }
  return (
    <span title={personEmail ?? undefined}>
      {personName}
      {viaToken && <span style={{ color: 'var(--il-text-dim)' }}> via {viaToken}</span>}
    </span>
  );
}
