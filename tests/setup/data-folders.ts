// Runs once for all browser tests: makes data folders that their servers start on copies of, as making a database and
// the sample factory takes longer than most tests.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { firstAdmin } from './first-admin.ts';
import { type InterlockServer, startInterlock } from './interlock-server.ts';
import { makeTemporaryFolder } from './temporary-folders.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where copies and new data folders are made. */
    dataFolders: string;
    /** A data folder with a database, and nobody who could sign in. */
    emptyData: string;
    /** One with the sample factory; `firstAdmin` can sign in. */
    sampleData: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolders = await makeTemporaryFolder();
  const teardown = () => rm(dataFolders, { recursive: true, force: true });
  try {
    const emptyData = join(dataFolders, 'empty');
    const sampleData = join(dataFolders, 'sample');
    await (await startInterlock({ DATA_DIR: emptyData })).stop();
    const server = await startInterlock({ DATA_DIR: sampleData }, { copyOf: emptyData });
    await loadSampleFactory(server).finally(() => server.stop());
    for (const [name, value] of Object.entries({ dataFolders, emptyData, sampleData })) {
      project.provide(name as 'emptyData', value);
    }
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

async function loadSampleFactory({ url, setupUrl }: InterlockServer): Promise<void> {
  const token = new URL(setupUrl).searchParams.get('token');
  let cookie = '';
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', cookie, origin: url };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const made = await post('/setup', { token, ...firstAdmin });
  cookie = made.headers.getSetCookie()[0]!.split(';')[0]!;
  await post('/setup/sample', {});
  await post('/auth/sign-out', {});
}
