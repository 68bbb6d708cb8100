// When the server says that nobody is signed in any more. Requests report it, whoever sent them.

type Listener = () => void;

const listeners = new Set<Listener>();

export function subscribeToSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function reportSessionEnd(): void {
  for (const listener of listeners) listener();
}
