// The load: clients that create, change and delete records whose changes are guarded, one request after the other. Some are
// refused, some warned about, and some are two changes in one (a purchase order line and its inventory).

import { setTimeout as delay } from 'node:timers/promises';
import type { Entry } from './journal.ts';

export interface Endpoint {
  url: string;
  token: string;
}

interface GraphQLAnswer {
  data?: Record<string, Record<string, { id: number; _etag: string }>> | null;
  errors?: { message: string; extensions: { code: string; executionLogId?: string } }[];
  extensions?: { warnings?: unknown[] };
}

const judge = `
name = context['location']['name']
print('judging', name)
if 'blocked' in name: raise ValidationError(name)
if 'warned' in name: raise ValidationWarning(name)
`;

/** @returns the part and the order that lines need. */
export async function prepare(endpoint: Endpoint): Promise<{ partId: number; purchaseOrderId: number }> {
  const rule = (target: string, eventType: string, context: string, code: string) =>
    ask(endpoint, 'mutation ($input: CreateRuleInput!) { createRule(input: $input) { rule { id } } }', {
      input: { title: `${eventType} ${target}`, target, eventType, errorState: 'BLOCK', context, code },
    });
  const location = '{ location(id: $id) { name } }';
  await rule('LOCATION', 'CREATE', location, judge);
  await rule('LOCATION', 'UPDATE', location, judge);
  await rule('LOCATION', 'DELETE', location, "print(context['location'])");
  await rule('PURCHASEORDERLINE', 'CREATE', '{ purchaseOrderLine(id: $id) { quantity } }', 'pass');
  await rule(
    'PARTINVENTORY',
    'CREATE',
    '{ partInventory(id: $id) { quantity } }',
    "if context['partInventory']['quantity'] == 13: raise ValidationError('no thirteen')",
  );
  const part = await ask(endpoint, 'mutation { createPart(input: {partNumber: "T-1"}) { part { id } } }');
  const order = await ask(endpoint, 'mutation { createPurchaseOrder(input: {}) { purchaseOrder { id } } }');
  return {
    partId: part.data!.createPart!.part!.id,
    purchaseOrderId: order.data!.createPurchaseOrder!.purchaseOrder!.id,
  };
}

export interface ClientOptions {
  name: string;
  /** Any of the nodes, a new choice each time. */
  endpoint(): Endpoint;
  parts: { partId: number; purchaseOrderId: number };
  journal: Entry[];
  isOver(): boolean;
}

/** Sends requests until it is over. */
export async function runClient({ name, endpoint, parts, journal, isOver }: ClientOptions): Promise<void> {
  let own: { id: number; etag: string } | undefined;
  for (let n = 0; !isOver(); n++) {
    const mood = ['', '', '', '', '', '', '', 'warned', 'blocked', 'blocked'][Math.floor(Math.random() * 10)];
    const key = `${name}-${n}-${mood}`;
    const entry = await sendOne(key, mood === 'blocked');
    if (entry !== 'not sent') journal.push(entry);
    // While the server or its database is away, as a person would.
    if (entry === 'not sent' || entry.answer === 'not made') await delay(50);
  }

  async function sendOne(key: string, isBlocked: boolean): Promise<Entry | 'not sent'> {
    const choice = Math.random();
    if (choice < 0.25) {
      const input = { ...parts, description: key, quantity: isBlocked ? 13 : 1 };
      return send('line', key, 'PurchaseOrderLine', 'create', { input }).then(({ entry }) => entry);
    }
    const at = endpoint();
    if (own && choice < 0.65) return change(at, key);
    if (own && choice < 0.75) return remove(at, key);
    const { entry, record } = await send('create', key, 'Location', 'create', { input: { name: key } });
    if (record) own = { id: record.id, etag: record._etag };
    return entry;
  }

  async function change(at: Endpoint, key: string) {
    const { id, etag } = own!;
    const sent = await send('update', key, 'Location', 'update', { input: { id, etag, name: key } }, id);
    if (sent.record) own = { id, etag: sent.record._etag };
    else if (sent.entry !== 'not sent') await readAgain(at, id);
    return sent.entry;
  }

  async function remove(at: Endpoint, key: string) {
    const { id, etag } = own!;
    const { entry, record } = await send('delete', key, 'Location', 'delete', { id, etag }, id);
    if (record) own = undefined;
    else if (entry !== 'not sent') await readAgain(at, id);
    return entry;
  }

  /** What became of it is the checker's affair; the client only needs the etag to go on. */
  async function readAgain(at: Endpoint, id: number): Promise<void> {
    own = undefined;
    const query = 'query ($id: ID!) { location(id: $id) { id _etag } }';
    const { data } = await ask(at, query, { id }).catch((): GraphQLAnswer => ({}));
    const found = data?.location as unknown as { _etag: string } | null | undefined;
    if (found) own = { id, etag: found._etag };
  }

  async function send(kind: Entry['kind'], key: string, type: string, verb: string, variables: object, id?: number) {
    const field = type.charAt(0).toLowerCase() + type.slice(1);
    const entry: Entry = { key, kind, answer: 'unknown', warnings: 0, ...(id === undefined ? {} : { recordId: id }) };
    const upper = verb.charAt(0).toUpperCase() + verb.slice(1);
    const mutation =
      verb === 'delete'
        ? `mutation ($id: ID!, $etag: String!) { deleteLocation(id: $id, etag: $etag) { location { id _etag } } }`
        : `mutation ($input: ${upper}${type}Input!) { ${verb}${type}(input: $input) { ${field} { id _etag } } }`;
    try {
      const answer = await ask(endpoint(), mutation, variables, key);
      const record = answer.data?.[`${verb}${type}`]?.[field];
      return { entry: judgeAnswer(entry, answer, record), record };
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as { code?: string };
      return { entry: code === 'ECONNREFUSED' ? ('not sent' as const) : entry, record: undefined };
    }
  }
}

function judgeAnswer(entry: Entry, { errors, extensions }: GraphQLAnswer, record: { id: number } | undefined): Entry {
  const [error] = errors ?? [];
  if (record && !error) {
    return { ...entry, answer: 'made', recordId: record.id, warnings: extensions?.warnings?.length ?? 0 };
  }
  const message = error?.message ?? 'an answer without data';
  if (error?.extensions.code === 'VALIDATION_ERROR') {
    return { ...entry, answer: 'blocked', message, executionLogId: error.extensions.executionLogId };
  }
  return { ...entry, message, answer: /not known/.test(message) ? 'unknown' : 'not made' };
}

/** @throws when there is no answer, or none that is JSON. */
async function ask(
  { url, token }: Endpoint,
  query: string,
  variables: object = {},
  requestId = 'torture',
): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-request-id': requestId },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphQLAnswer;
}
