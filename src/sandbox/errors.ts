/** The sandbox cannot run actions safely on this machine; `message` says why and what to do. */
export class SandboxUnavailableError extends Error {
  override name = 'SandboxUnavailableError';
}

/** Too many actions are waiting. Nothing has run. */
export class SandboxBusyError extends Error {
  override name = 'SandboxBusyError';
}
