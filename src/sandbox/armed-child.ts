import { connect, type Socket } from 'node:net';
import { type BrokenFrameError, type Frame, readFrames } from './frames.ts';

/** What a child answered to its one request. */
export type Answer = { kind: 'answer'; frame: Frame } | { kind: 'broken'; what: string } | { kind: 'closed' };

/** A child that has locked itself in and waits for its one request. */
export interface ArmedChild {
  /** Its number at the zygote. */
  readonly serial: number;
  ask(request: Buffer): Promise<Answer>;
  /** Called when it closes before it was asked anything. */
  onClosed: () => void;
  close(): void;
}

/** Connects to the zygote's socket and waits until the child that took the connection is armed. A child that rehearses
 * takes a millisecond longer to be armed, and half a millisecond less for its request. */
export function connectChild(
  socketPath: string,
  { maxAttachmentBytes, rehearse }: { maxAttachmentBytes: number; rehearse: boolean },
): Promise<ArmedChild> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.write(rehearse ? 'r' : '-');
    const mailbox = createMailbox(socket, maxAttachmentBytes);
    socket.once('error', (error) => reject(error));
    mailbox.next().then((first) => {
      const serial = first.kind === 'answer' ? first.frame.message.armed : undefined;
      if (typeof serial !== 'number') {
        socket.destroy();
        reject(new Error('the child was not armed'));
        return;
      }
      const child: ArmedChild = {
        serial,
        onClosed: () => {},
        ask(request) {
          child.onClosed = () => {};
          socket.write(request);
          return mailbox.next();
        },
        close: () => socket.destroy(),
      };
      socket.once('close', () => child.onClosed());
      resolve(child);
    });
  });
}

/** Keeps what arrives until it is asked for; after the end, the answer is `closed`. */
function createMailbox(socket: Socket, maxAttachmentBytes: number): { next(): Promise<Answer> } {
  const arrived: Answer[] = [];
  let ended = false;
  let waiter: ((answer: Answer) => void) | undefined;
  const deliver = (answer: Answer) => {
    if (waiter) {
      waiter(answer);
      waiter = undefined;
    } else if (arrived.length < 2) arrived.push(answer);
  };
  readFrames(socket, {
    maxAttachmentBytes,
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
        else if (ended) resolve({ kind: 'closed' });
        else waiter = resolve;
      }),
  };
}
