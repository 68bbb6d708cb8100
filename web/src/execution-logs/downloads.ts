import { postJson } from '../api/post-json.ts';
import type { LogHead } from './operations.ts';

/** Where a log's stand-alone Python file is. */
export function logFileUrl(id: string): string {
  return `/execution-logs/${encodeURIComponent(id)}/download`;
}

/** The address to send somebody who should see this log. */
export function logPageUrl(id: string): string {
  return new URL(`/execution-logs/${encodeURIComponent(id)}`, window.location.origin).href;
}

/** Downloads one Zip with a Python file for each log. */
export async function downloadZip(ids: readonly LogHead['id'][]): Promise<void> {
  const response = await postJson('/execution-logs/download', { ids });
  saveFile(await response.blob(), fileNameOf(response) ?? 'execution-logs.zip');
}

function fileNameOf(response: Response): string | undefined {
  return /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
}

function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
