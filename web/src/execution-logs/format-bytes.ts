/** `840 B`, `12.3 KB`, `9.80 MB`: three figures. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${(bytes / 1_000).toPrecision(3)} KB`;
  return `${(bytes / 1_000_000).toPrecision(3)} MB`;
}
