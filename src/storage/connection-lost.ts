/** Of PostgreSQL: connection exceptions, shutdown, crash of another process, starting up, too many connections, idle too long. */
const sqlStates = /^(08...|57P0[1-3]|53300|25P03)$/;
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);
/** What the driver says without a code. */
const messages =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|write after end|Cannot use a pool after)/;

/** Whether an error means that the database could not be reached, or not to the end, rather than that it said no. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, severity } = error as { code?: string; severity?: string };
  // Its last words: it ends with all its sessions, and what it was doing may be done or not.
  if (severity === 'PANIC') return true;
  if (code) return sqlStates.test(code) || systemCodes.has(code);
  return messages.test(error.message);
}
