/** The sandbox cannot run actions safely on this machine; `message` says why and what to do. */
export class SandboxUnavailableError extends Error {
  override name = 'SandboxUnavailableError';
}

/** Too many actions are waiting. Nothing has run. */
export class SandboxBusyError extends Error {
  override name = 'SandboxBusyError';
}

/** Nobody waits for what was asked any more. Nothing has run. */
export class WithdrawnError extends Error {
  override name = 'WithdrawnError';
}

/** A text is no log file that Python can read; `message` says what is wrong, for the person who gave it. */
export class UnreadableLogFileError extends Error {
  override name = 'UnreadableLogFileError';
}
