import { getFrom, postJson } from '../api/plain-request.ts';
import { showFailure } from '../components/toasts.tsx';
import { countFilesInZip } from './count-files-in-zip.ts';
import type { LogListVariables } from './operations.ts';

/** Which logs a Zip holds: these, or all that match. */
export type ZipRequest = { ids: readonly string[] } | Pick<LogListVariables, 'search' | 'filters'>;

export interface ZipProgress {
  files: number;
  bytes: number;
}

/** Where a log's stand-alone Python file is. */
export function logFileUrl(id: string): string {
  return `/execution-logs/${encodeURIComponent(id)}/download`;
}

/** The address to send somebody who should see this log. */
export function logPageUrl(id: string): string {
  return new URL(`/execution-logs/${encodeURIComponent(id)}`, window.location.origin).href;
}

/** Downloads a log's Python file, and says why when it could not. */
export async function downloadLog(id: string): Promise<void> {
  try {
    const response = await getFrom(logFileUrl(id));
    saveFile(await response.blob(), fileNameOf(response) ?? `execution_log_${id}.py`);
  } catch (error) {
    showFailure(error);
  }
}

/** Downloads one Zip with a Python file for each log; `onProgress` is told what came so far. */
export async function downloadZip(
  request: ZipRequest,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: ZipProgress) => void },
): Promise<void> {
  const response = await postJson('/execution-logs/download', request, signal);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const countFiles = countFilesInZip();
  let bytes = 0;
  const reader = response.body!.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    bytes += read.value.length;
    onProgress({ bytes, files: countFiles(read.value) });
  }
  saveFile(new Blob(parts, { type: 'application/zip' }), fileNameOf(response) ?? 'execution-logs.zip');
}

/** Gives the person a file that is here already. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function fileNameOf(response: Response): string | undefined {
  return /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
}
