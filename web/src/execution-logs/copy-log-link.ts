import { copyText } from '../components/copy-to-clipboard.ts';
import { logPageUrl } from './downloads.ts';

/** Puts the address of a log's page on the clipboard, and says so. */
export async function copyLogLink(id: string): Promise<void> {
  await copyText(logPageUrl(id), 'Link copied');
}
