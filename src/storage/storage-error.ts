/** The database cannot be used as it is; the message says what to do and is meant for the person who starts Interlock. */
export class StorageError extends Error {
  override name = 'StorageError';
}
