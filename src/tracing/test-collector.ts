// For tests only: an OpenTelemetry collector as far as it takes traces (OTLP over HTTP, protobuf).

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CollectedSpan {
  name: string;
  traceId: string;
  id: string;
  parentId: string;
  startedAt: bigint;
  endedAt: bigint;
  /** 2: failed. */
  status: number;
  attributes: Record<string, unknown>;
}

export interface Collector {
  /** As OTEL_EXPORTER_OTLP_ENDPOINT wants it. */
  readonly endpoint: string;
  readonly spans: CollectedSpan[];
  readonly resource: Record<string, unknown>;
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const resource: Record<string, unknown> = {};
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url !== '/v1/traces') return response.writeHead(404).end();
    for (const resourceSpans of all(Buffer.concat(chunks), 1)) {
      for (const [key, value] of all(resourceSpans, 1).flatMap((message) => keyValues(message, 1)))
        resource[key] = value;
      for (const scope of all(resourceSpans, 2)) spans.push(...all(scope, 2).map(readSpan));
    }
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resource,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The fields of opentelemetry.proto.trace.v1.Span. */
function readSpan(message: Buffer): CollectedSpan {
  const fields = readFields(message);
  const one = (number: number) => fields.find((field) => field.number === number)?.value;
  const status = one(15) as Buffer | undefined;
  return {
    traceId: (one(1) as Buffer).toString('hex'),
    id: (one(2) as Buffer).toString('hex'),
    parentId: ((one(4) as Buffer | undefined) ?? Buffer.alloc(0)).toString('hex'),
    name: String(one(5)),
    startedAt: one(7) as bigint,
    endedAt: one(8) as bigint,
    attributes: Object.fromEntries(keyValues(message, 9)),
    status: Number(readFields(status ?? Buffer.alloc(0)).find(({ number }) => number === 3)?.value ?? 0),
  };
}

function keyValues(message: Buffer, number: number): [string, unknown][] {
  return all(message, number).map((pair) => [all(pair, 1).toString(), readAnyValue(all(pair, 2)[0]!)]);
}

function readAnyValue(message: Buffer): unknown {
  const [field] = readFields(message);
  if (!field) return undefined;
  if (field.number === 1) return String(field.value);
  if (field.number === 5) return all(field.value as Buffer, 1).map(readAnyValue);
  return Number(field.value);
}

function all(message: Buffer, number: number): Buffer[] {
  return readFields(message).flatMap((field) => (field.number === number ? (field.value as Buffer) : []));
}

/** Protocol Buffers: a key (number and kind), then a varint, eight bytes, or a length and that many bytes. */
function readFields(message: Buffer): { number: number; value: Buffer | bigint }[] {
  const fields: { number: number; value: Buffer | bigint }[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number) => {
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = Number(varint());
    const kind = key & 7;
    const value =
      kind === 0 ? varint() : kind === 1 ? take(8).readBigUInt64LE() : take(kind === 2 ? Number(varint()) : 4);
    fields.push({ number: key >> 3, value });
  }
  return fields;
}
