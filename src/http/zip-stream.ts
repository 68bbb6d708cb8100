import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  name: string;
  text: string;
  modified: Date;
}

/**
 * The entries as a Zip, written while they are made: one is held while the next is prepared, however many there are. The
 * stream breaks off when an entry fails, so that a Zip that could be opened is whole.
 */
export function createZipStream(entries: AsyncIterator<ZipEntry>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const uniqueName = createUniqueNames();

  async function addNext(): Promise<void> {
    const { value: entry, done } = await entries.next();
    if (done) return zip.end();
    // yazl keeps what it was given to the end, for the directory; the text is let go of when it is written.
    let { text } = entry;
    zip.addReadStreamLazy(uniqueName(entry.name), { mtime: entry.modified, mode: 0o100644 }, (give) => {
      give(null, Readable.from([Buffer.from(text)]));
      text = '';
      addNext().catch(fail);
    });
  }
  const fail = (error: unknown) => output.destroy(error as Error);

  zip.on('error', fail);
  // Also when the client left: no further entry is made.
  output.on('close', () => void entries.return?.());
  addNext().catch(fail);
  return Readable.toWeb(output) as ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** `a.py`, then `a_2.py`: two files of one name would overwrite each other when unpacked. */
function createUniqueNames(): (name: string) => string {
  const uses = new Map<string, number>();
  return (name) => {
    const count = (uses.get(name) ?? 0) + 1;
    uses.set(name, count);
    return count === 1 ? name : name.replace(/(\.\w+)?$/, `_${count}$1`);
  };
}
