import type { Socket } from 'node:net';

/** One message of the protocol: a 4-byte little-endian length, that much JSON, and `outputBytes` raw bytes after it. */
export interface Frame {
  message: Record<string, unknown>;
  attachment: Buffer;
}

/** The other side sent something that is not a frame, or more than it may. A hostile script can do that. */
export class BrokenFrameError extends Error {
  override name = 'BrokenFrameError';
}

/** Far above any honest answer: a message of 10,000 characters, each escaped as `\uXXXX\uXXXX`, and some numbers. */
const maxMessageBytes = 256 * 1024;

/** What `readFrames` gives: a view of what has arrived. */
export interface FrameReader {
  /** How many bytes have arrived that are no whole frame yet. */
  bytes(): number;
  /** How many bytes a frame may have after its message, from now on. None before that. */
  allow(attachmentBytes: number): void;
  /** The very next bytes must be these, before any frame; others break the connection as soon as the first of them is there. */
  expect(bytes: Buffer): void;
  /** Whether expected bytes have not arrived. */
  isExpecting(): boolean;
}

/** Reads frames from a socket as they arrive. `onFrame` gets each one; `onBroken` is called once, nothing follows it. */
export function readFrames(
  socket: Socket,
  handlers: {
    onFrame: (frame: Frame) => void;
    onBroken: (error: BrokenFrameError) => void;
  },
): FrameReader {
  let pieces: Buffer[] = [];
  let size = 0;
  let broken = false;
  let expected: Buffer | undefined;
  let maxAttachmentBytes = 0;
  /** What has arrived whole and waits for its attachment: read once, however many pieces that comes in. */
  let begun: { message: Record<string, unknown>; attachmentAt: number; end: number } | undefined;
  socket.on('data', (piece) => {
    if (broken) return;
    pieces.push(piece as Buffer);
    size += piece.length;
    try {
      if (!takeExpected()) return;
      let frame = takeFrame();
      while (frame) {
        handlers.onFrame(frame);
        frame = takeFrame();
      }
    } catch (error) {
      broken = true;
      handlers.onBroken(error instanceof BrokenFrameError ? error : new BrokenFrameError(String(error)));
    }
  });

  return {
    bytes: () => size,
    allow: (attachmentBytes) => {
      maxAttachmentBytes = attachmentBytes;
    },
    expect: (bytes) => {
      expected = bytes;
    },
    isExpecting: () => expected !== undefined,
  };

  /** Whether nothing is expected, or no longer. */
  function takeExpected(): boolean {
    if (!expected) return true;
    pieces = [Buffer.concat(pieces)];
    const arrived = Math.min(size, expected.length);
    if (expected.compare(pieces[0]!, 0, arrived, 0, arrived) !== 0) throw new BrokenFrameError('not what was expected');
    if (arrived < expected.length) return false;
    pieces = [pieces[0]!.subarray(arrived)];
    size -= arrived;
    expected = undefined;
    return true;
  }

  function takeFrame(): Frame | undefined {
    begun ??= beginFrame();
    if (!begun || size < begun.end) return undefined;
    const buffer = whole();
    const { message, attachmentAt, end } = begun;
    begun = undefined;
    pieces = [buffer.subarray(end)];
    size -= end;
    return { message, attachment: buffer.subarray(attachmentAt, end) };
  }

  function beginFrame(): typeof begun {
    if (size < 4) return undefined;
    const length = whole().readUInt32LE(0);
    if (length > maxMessageBytes) throw new BrokenFrameError(`a message of ${length} bytes`);
    const attachmentAt = 4 + length;
    if (size < attachmentAt) return undefined;
    const message = parseMessage(whole().toString('utf8', 4, attachmentAt));
    const attachmentBytes = message.outputBytes ?? 0;
    if (!isCount(attachmentBytes, maxAttachmentBytes)) throw new BrokenFrameError('an output of the wrong size');
    return { message, attachmentAt, end: attachmentAt + attachmentBytes };
  }

  function whole(): Buffer {
    if (pieces.length > 1) pieces = [Buffer.concat(pieces)];
    return pieces[0]!;
  }
}

export function isCount(value: unknown, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
}

function parseMessage(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BrokenFrameError('not an object');
  return value as Record<string, unknown>;
}

/** The bytes of one request to a child: its header as JSON, then the code and the context as they are. */
export function encodeRequest(header: object, code: string | Buffer, context: string): Buffer {
  const codeBytes = Buffer.byteLength(code);
  const contextBytes = Buffer.byteLength(context);
  const json = JSON.stringify({ ...header, codeBytes, contextBytes });
  const jsonBytes = Buffer.byteLength(json);
  const buffer = Buffer.allocUnsafe(4 + jsonBytes + codeBytes + contextBytes);
  buffer.writeUInt32LE(jsonBytes, 0);
  buffer.write(json, 4);
  if (typeof code === 'string') buffer.write(code, 4 + jsonBytes);
  else code.copy(buffer, 4 + jsonBytes);
  buffer.write(context, 4 + jsonBytes + codeBytes);
  return buffer;
}
