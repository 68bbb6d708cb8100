import { StorageError } from '../storage/storage-error.ts';

/** What has been started, until it is told to stop. */
export interface Running {
  /** For the person who started it: the address, and whether actions run. Makes a new one-time link for the first administrator. */
  about(): Promise<string>;
  /** Resolves with the reason when it can't go on by itself; also, meaninglessly, while it is closed. */
  readonly failed: Promise<Error>;
  /** Finishes what runs and stops every part. */
  close(): Promise<void>;
}

/** Whoever watches over us starts us again, with all that a start can mend. */
export const databaseGone = () => new StorageError('The database does not start again, so Interlock ends.');
