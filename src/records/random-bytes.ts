import { randomFillSync } from 'node:crypto';

/** A change needs five times some bytes; to ask for them costs more than to get them. */
const STOCK_BYTES = 4096;

const stock = Buffer.alloc(STOCK_BYTES);
let used = STOCK_BYTES;

/** Unguessable, as node:crypto's; drawn in advance, up to 4 KB. */
export function drawRandomBytes(count: number): Buffer {
  if (used + count > STOCK_BYTES) {
    randomFillSync(stock);
    used = 0;
  }
  used += count;
  // A copy: what has been given away is nobody's to see in the stock, nor changed by the next filling.
  return Buffer.from(stock.subarray(used - count, used));
}
