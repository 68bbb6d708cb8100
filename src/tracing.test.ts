// Traces of changes, as a collector gets them over HTTP.

import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from './test-app.ts';
import { type CollectedSpan, type Collector, startCollector } from './tracing/test-collector.ts';

let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());
afterEach(() => vi.unstubAllEnvs());

const makeRule = (code: string) =>
  `mutation { createRule(input: {title: "Names", target: TEAM, eventType: CREATE, context: "{ team(id: $id) { name } }", code: ${JSON.stringify(code)}}) { rule { id } } }`;
const makeTeam = 'mutation { createTeam(input: {name: "Welders of secret parts"}) { team { id } } }';

/** What the collector got of the trace of one request, once the app has stopped and sent all it had. */
async function traceOf(work: (t: TestApp) => Promise<Response>): Promise<CollectedSpan[]> {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.endpoint);
  vi.stubEnv('OTEL_SERVICE_NAME', 'factory 7');
  const t = await createTestApp({ tracing: true });
  const requestId = await work(t)
    .then((response) => response.headers.get('x-request-id'))
    .finally(() => t.close());
  const root = collector.spans.find(({ attributes }) => attributes['interlock.request_id'] === requestId);
  return collector.spans.filter(({ traceId }) => traceId === root?.traceId);
}

/** The names as a tree, in the order they began. */
function toTree(spans: CollectedSpan[], parent: CollectedSpan | undefined, indent = ''): string[] {
  const ids = new Set(spans.map(({ id }) => id));
  const children = spans
    .filter(({ parentId }) => (parent ? parentId === parent.id : !ids.has(parentId)))
    .sort((a, b) => Number(a.startedAt - b.startedAt));
  return children.flatMap((span) => [indent + span.name, ...toTree(spans, span, `${indent}  `)]);
}

test('without an exporter, nothing of it is loaded', async () => {
  const isLoaded = () =>
    Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('exporter-trace-otlp'));
  await (await createTestApp()).close();
  expect(isLoaded()).toBe(false);
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.endpoint);
  await (await createTestApp({ tracing: true })).close();
  expect(isLoaded()).toBe(true);
});

describe('the trace of a change', () => {
  test('shows its stages, from who asks to the commit', async () => {
    const spans = await traceOf(async (t) => {
      const admin = await t.join('admin');
      await t.query(makeRule('print(context["team"]["name"])'), admin);
      return t.ask('POST /graphql', { body: { query: makeTeam }, headers: admin });
    });
    expect(toTree(spans, undefined)).toEqual([
      'POST /graphql',
      '  identify',
      '  CREATE TEAM',
      '    permit',
      '    begin',
      '    parse',
      '    apply',
      '    guard CREATE TEAM',
      '      match',
      '      contexts',
      '      run',
      '    write log',
      '    commit',
    ]);
    expect(collector.resource['service.name']).toBe('factory 7');
    expect(spans.find(({ name }) => name === 'run')?.attributes).toMatchObject({
      'interlock.outcome': 'ALLOWED',
      'interlock.action_ids': [1],
      'interlock.record_id': 1,
      'interlock.execution_log_id': expect.stringMatching(/^[\da-f]{8}-/),
    });
    for (const { startedAt, endedAt, status } of spans) {
      expect(endedAt).toBeGreaterThanOrEqual(startedAt);
      expect(status).toBe(0);
    }
  });

  test('shows a block: the rollback, and its log that is kept', async () => {
    const spans = await traceOf(async (t) => {
      const admin = await t.join('admin');
      await t.query(makeRule("raise ValidationError(f\"No {context['team']['name']}\")"), admin);
      return t.ask('POST /graphql', { body: { query: makeTeam }, headers: admin });
    });
    expect(toTree(spans, undefined).slice(-3)).toEqual(['      run', '    rollback', '    keep log']);
    expect(spans.find(({ name }) => name === 'CREATE TEAM')).toMatchObject({
      status: 2,
      attributes: { 'error.type': 'ValidationBlockedError' },
    });
    expect(spans.find(({ name }) => name === 'POST /graphql')?.status).toBe(0);
    const said = JSON.stringify(spans, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
    expect(said).not.toMatch(/secret|admin@/);
  });

  test('is part of the trace of the program that asked', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const spans = await traceOf(async (t) => {
      const headers = { ...(await t.join('admin')), traceparent: `00-${traceId}-b7ad6b7169203331-01` };
      return t.ask('POST /graphql', { body: { query: makeTeam }, headers });
    });
    expect(spans.find(({ name }) => name === 'POST /graphql')).toMatchObject({ traceId, parentId: 'b7ad6b7169203331' });
    expect(toTree(spans, undefined)).not.toContain('      run');
  });

  test('that can not be sent disturbs nobody, and the log of the server says so', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
    vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '500');
    const t = await createTestApp({ tracing: true });
    const answer = await t.query(makeTeam, await t.join('admin'));
    await t.close();
    expect(answer.data.createTeam.team.id).toBe(1);
    expect(t.logged.join('')).toContain('Traces could not be sent');
  });
});
