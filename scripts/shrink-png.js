// A screenshot as a PNG of at most 256 colours, a third of its size: interfaces have few, and of the shades of their letters'
// edges the nearest common one does.
import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** Of a PNG as Chromium writes it: 8 bits a channel, not interlaced, with or without alpha, which is dropped. */
export function shrinkPng(png) {
  const { width, height, pixels } = readPixels(png);
  const { palette, indexOf } = choosePalette(pixels);
  const rows = Buffer.alloc((width + 1) * height);
  for (let place = 0; place < pixels.length; place++) {
    rows[Math.floor(place / width) * (width + 1) + 1 + (place % width)] = indexOf.get(pixels[place]);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const COMMON = 176;
const DISTANT = 80;

/**
 * The most common colours, then those that are farthest from any chosen, so that a small red mark stays red; and for each
 * colour of the picture the number of the nearest of them.
 */
function choosePalette(pixels) {
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const colours = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  const palette = colours.slice(0, COMMON);
  const distances = new Map(colours.slice(COMMON).map((colour) => [colour, distanceTo(palette, colour)]));
  for (let chosen = 0; chosen < DISTANT && distances.size > 0; chosen++) {
    const [farthest] = [...distances].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
    palette.push(farthest);
    distances.delete(farthest);
    for (const [colour, known] of distances) distances.set(colour, Math.min(known, distance(farthest, colour)));
  }
  const indexOf = new Map(palette.map((colour, index) => [colour, index]));
  for (const colour of distances.keys()) indexOf.set(colour, nearest(palette, colour));
  return { palette, indexOf };
}

function distanceTo(palette, colour) {
  return distance(palette[nearest(palette, colour)], colour);
}

function distance(a, b) {
  return ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
}

function nearest(palette, colour) {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, other] of palette.entries()) {
    const far = distance(other, colour);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

/** 0xRRGGBB each, row by row. */
function readPixels(png) {
  const data = [];
  let header;
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
  }
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const pixels = new Uint32Array(width * height);
  for (let place = 0; place < pixels.length; place++) pixels[place] = bytes.readUIntBE(place * channels, 3);
  return { width, height, pixels };
}

/** Undoes what PNG does to each row so that it packs better: RFC 2083, 6. */
function unfilter(filtered, stride, height, channels) {
  const bytes = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = filtered[row * (stride + 1)];
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column;
      const left = column < channels ? 0 : bytes[at - channels];
      const up = row === 0 ? 0 : bytes[at - stride];
      const corner = row === 0 || column < channels ? 0 : bytes[at - stride - channels];
      const guess = filter === 4 ? paeth(left, up, corner) : [0, left, up, (left + up) >> 1][filter];
      bytes[at] = filtered[row * (stride + 1) + 1 + column] + guess;
    }
  }
  return bytes;
}

function paeth(left, up, corner) {
  const [dLeft, dUp, dCorner] = [left, up, corner].map((value) => Math.abs(left + up - corner - value));
  if (dLeft <= dUp && dLeft <= dCorner) return left;
  return dUp <= dCorner ? up : corner;
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const whole = Buffer.alloc(8 + named.length);
  whole.writeUInt32BE(body.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc(named), 4 + named.length);
  return whole;
}

/** zlib has its own only since Node 22. */
function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
