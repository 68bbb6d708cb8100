import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { type BrokenFrameError, type Frame, type FrameReader, readFrames } from './frames.ts';

/** What a child answered to a request. One that was not `ready`, or ended before it was, has run nothing of it. */
export type Answer =
  | { kind: 'answer'; frame: Frame }
  | { kind: 'broken'; what: string }
  | { kind: 'closed' }
  | { kind: 'not ready' };

/** A child that has locked itself in and waits for a request. */
export interface ArmedChild {
  /** Its number at the zygote. */
  readonly serial: number;
  /** The largest context, in bytes, that it still has memory for: each request lowers the limit for good. */
  maxContextBytes: number;
  /** Sends a challenge and the request. It is not ready unless its very next words are the challenge: an earlier
   * action may have left others in the connection. */
  ask(request: Buffer, maxAttachmentBytes: number): Promise<Answer>;
  /** How many bytes of the answer have arrived, as long as it is not whole. */
  arrivedBytes(): number;
  /** Called when it closes while it isn't asked anything. */
  onClosed: () => void;
  close(): void;
}

/** Connects to the zygote's socket and waits until the child that took the connection is armed. A child that rehearses
 * takes a millisecond longer to be armed, and half a millisecond less for its first request; one that has a shadow
 * (guest/shadow.py) does not. */
export async function connectChild(socketPath: string, { rehearse }: { rehearse: boolean }): Promise<ArmedChild> {
  const socket = connect(socketPath);
  socket.write(rehearse ? 'r' : '-');
  const mailbox = createMailbox(socket);
  const first = await mailbox.next();
  const serial = first.kind === 'answer' ? first.frame.message.armed : undefined;
  if (typeof serial !== 'number') {
    socket.destroy();
    throw new Error('the child was not armed');
  }
  let isAsked = false;
  const child: ArmedChild = {
    serial,
    maxContextBytes: Number.POSITIVE_INFINITY,
    onClosed: () => {},
    arrivedBytes: mailbox.bytes,
    async ask(request, maxAttachmentBytes) {
      if (!mailbox.isEmpty()) return { kind: 'not ready' };
      mailbox.allow(maxAttachmentBytes);
      const challenge = Buffer.from(randomUUID().replaceAll('-', ''), 'hex'); // drawn in advance, unlike randomBytes
      mailbox.expect(challenge);
      isAsked = true;
      socket.cork();
      socket.write(challenge);
      socket.write(request);
      socket.uncork();
      const answer = await mailbox.next();
      isAsked = false;
      return answer;
    },
    close: () => socket.destroy(),
  };
  socket.once('close', () => {
    if (!isAsked) child.onClosed();
  });
  return child;
}

interface Mailbox extends Pick<FrameReader, 'bytes' | 'allow' | 'expect'> {
  next(): Promise<Answer>;
  isEmpty(): boolean;
}

/** Keeps what arrives until it is asked for; after the end, the answer is `closed`. */
function createMailbox(socket: Socket): Mailbox {
  const arrived: Answer[] = [];
  let ended = false;
  let waiter: ((answer: Answer) => void) | undefined;
  const deliver = (what: Answer) => {
    const answer: Answer = pending.isExpecting() ? { kind: 'not ready' } : what;
    if (waiter) {
      const deliverTo = waiter;
      waiter = undefined;
      deliverTo(answer);
    } else if (arrived.length < 2) arrived.push(answer);
  };
  const pending = readFrames(socket, {
    onFrame: (frame) => deliver({ kind: 'answer', frame }),
    onBroken: (error: BrokenFrameError) => deliver({ kind: 'broken', what: error.message }),
  });
  socket.on('error', () => {}); // 'close' follows
  socket.once('close', () => {
    ended = true;
    if (waiter) deliver({ kind: 'closed' });
  });
  return {
    next: () =>
      new Promise((resolve) => {
        const answer = arrived.shift();
        if (answer) resolve(answer);
        else if (ended) resolve({ kind: pending.isExpecting() ? 'not ready' : 'closed' });
        else waiter = resolve;
      }),
    isEmpty: () => arrived.length === 0 && pending.bytes() === 0,
    bytes: pending.bytes,
    allow: pending.allow,
    expect: pending.expect,
  };
}
