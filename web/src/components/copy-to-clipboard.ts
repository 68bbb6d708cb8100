import { showFailure, showSuccess } from './toasts.tsx';

/** Puts text on the clipboard and says `done`, or why it could not (browsers allow it only on secure pages). */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showSuccess(done);
  } catch {
    showFailure(new Error(`The browser did not let us use the clipboard. Copy it from here: ${text}`));
  }
}
