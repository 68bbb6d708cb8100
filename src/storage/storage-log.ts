/** What storage tells the outside; a pino logger is one. */
export interface StorageLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
