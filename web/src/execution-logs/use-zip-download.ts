import { useEffect, useRef, useState } from 'react';
import { showFailure, showSuccess } from '../components/toasts.tsx';
import { downloadZip, type ZipProgress, type ZipRequest } from './downloads.ts';

const shownEveryMs = 100;

/** A download of many logs: what came so far while it runs, and how to cancel it. */
export function useZipDownload() {
  const [progress, setProgress] = useState<ZipProgress>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (request: ZipRequest) => {
    const abort = new AbortController();
    running.current = abort;
    let shownAt = 0;
    const onProgress = (now: ZipProgress) => {
      if (performance.now() - shownAt < shownEveryMs) return;
      shownAt = performance.now();
      setProgress(now);
    };
    setProgress({ files: 0, bytes: 0 });
    try {
      await downloadZip(request, { signal: abort.signal, onProgress });
    } catch (error) {
      if (abort.signal.aborted) showSuccess('Download cancelled');
      else showFailure(error instanceof TypeError ? new Error('The download broke off. Try again.') : error);
    }
    setProgress(undefined);
  };
  return { progress, start: (request: ZipRequest) => void start(request), cancel: () => running.current?.abort() };
}
