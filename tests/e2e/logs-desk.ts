// Somebody at the execution logs, for the browser stories about them: a server of its own with the sample factory and some
// logs, a signed-in browser, and words for what one sees.

import type { Locator } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type Desk, openDesk } from './desk.ts';
import { photographFailures } from './photograph-failures.ts';

export interface LogsDesk extends Desk {
  rows: () => Locator;
  /** The part of the page that scrolls the rows. */
  list: () => Locator;
  quickView: () => Locator;
  button: (name: string) => Locator;
  /** What can be done with the selected logs. */
  bar: () => Locator;
  verdict: () => Locator;
  openLogs: (search?: string) => Promise<void>;
  /** A parameter of the address; null when it has none of the name. */
  address: (name: string) => string | null;
  readClipboard: () => Promise<string>;
  graphql: <Data>(query: string, variables?: object) => Promise<{ data: Data; errors?: unknown[] }>;
  /** Of the newest logs. */
  readLogIds: (first: number) => Promise<string[]>;
  /** Changes part inventories; each change makes a log, and one in five wants to scrap, and is blocked. */
  changeInventories: (count: number) => Promise<void>;
}

/** For a file of stories at one desk: opened before them, with logs of so many changes, and closed after them. */
export function atLogsDesk(changes: number): LogsDesk {
  const desk = {} as LogsDesk;
  beforeAll(async () => {
    Object.assign(desk, await openLogsDesk());
    await desk.changeInventories(changes);
  }, 300_000);
  photographFailures(() => desk.page);
  afterAll(() => desk.close?.());
  return desk;
}

async function openLogsDesk(): Promise<LogsDesk> {
  const desk = await openDesk();
  const { page } = desk;
  const rows = () => page.locator('[data-row-id]');
  // A connection kept from the last request may have been closed by the server just now: then it is made anew.
  const graphql: LogsDesk['graphql'] = async (query, variables = {}) =>
    (await page.request.post('/graphql', { data: { query, variables }, maxRetries: 2 })).json();
  return {
    ...desk,
    rows,
    list: () => page.getByRole('region', { name: 'Execution logs' }),
    quickView: () => page.getByRole('dialog', { name: 'Quick View' }),
    bar: () => page.getByRole('region', { name: 'Selected logs' }),
    button: (name) => page.getByRole('button', { name, exact: true }),
    verdict: () => page.getByRole('region', { name: 'Verdict' }),
    openLogs: async (search = '') => {
      await page.goto(`/execution-logs${search}`);
      await rows().first().waitFor();
    },
    address: (name) => new URL(page.url()).searchParams.get(name),
    readClipboard: () => page.evaluate(() => navigator.clipboard.readText()),
    graphql,
    readLogIds: async (first) => {
      const { data } = await graphql<{ executionLogs: { nodes: { id: string }[] } }>(
        'query Ids($first: Int) { executionLogs(first: $first) { nodes { id } } }',
        { first },
      );
      return data.executionLogs.nodes.map(({ id }) => id);
    },
    changeInventories: changer(graphql),
  };
}

export function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((it) => it === document.activeElement);
}

interface Inventory {
  id: string;
  _etag: string;
  status: string;
}

function changer(graphql: LogsDesk['graphql']) {
  const statuses = ['UNAVAILABLE', 'WIP', 'KITTED', 'SCRAPPED', 'UNAVAILABLE'];
  const query = `mutation Change($input: UpdatePartInventoryInput!) {
    updatePartInventory(input: $input) { partInventory { id _etag status } }
  }`;
  let inventories: Inventory[] = [];
  let at = 0;
  return async (count: number) => {
    if (inventories.length === 0) {
      const { data } = await graphql<{ partInventories: { nodes: Inventory[] } }>(
        '{ partInventories(first: 40) { nodes { id _etag status } } }',
      );
      inventories = data.partInventories.nodes;
    }
    for (let made = 0; made < count; at++) {
      const inventory = inventories[at % inventories.length]!;
      const status = statuses[(at * 7 + Math.floor(at / inventories.length)) % statuses.length];
      if (status === inventory.status) continue;
      const input = { id: inventory.id, etag: inventory._etag, status };
      const { data } = await graphql<{ updatePartInventory: { partInventory: Inventory } | null } | null>(query, {
        input,
      });
      // A blocked change leaves the inventory as it was.
      Object.assign(inventory, data?.updatePartInventory?.partInventory);
      made += 1;
    }
  };
}
