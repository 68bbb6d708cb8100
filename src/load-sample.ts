import { v7 } from 'uuid';
import type { Actions } from './actions/actions.ts';
import type { RecordTypes } from './record-types/record-types.ts';
import { BadInputError } from './records/errors.ts';
import type { RequestScope } from './records/guard.ts';
import type { Records } from './records/records.ts';
import { makeFirstChanges } from './sample-factory/first-changes.ts';
import { loadSampleFactory } from './sample-factory/load-sample-factory.ts';
import { sampleActions } from './sample-factory/sample-actions.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import type { Database } from './storage/database.ts';

export interface SampleLoaderOptions {
  db: Database;
  recordTypes: RecordTypes;
  records: Records;
  actions: Actions;
  sandbox: Sandbox;
}

export interface SampleLoader {
  /** @throws BadInputError when the installation has records already. */
  load(request: RequestScope): Promise<void>;
  /** Does nothing to an installation that has records. */
  loadIfEmpty(request: RequestScope): Promise<void>;
}

/** The sample factory's records, then its actions, then changes that meet them; where actions can't run they are drafts. */
export function createSampleLoader({ db, recordTypes, records, actions, sandbox }: SampleLoaderOptions): SampleLoader {
  const createRecords = (request: RequestScope) => loadSampleFactory({ db: db.kysely, recordTypes, request });
  const bringToLife = async (request: RequestScope) => {
    const enabled = sandbox.unavailable === undefined;
    for (const action of sampleActions) await actions.create({ ...action, enabled }, request);
    if (enabled) await makeFirstChanges({ db: db.kysely, records, recordTypes, request, createRequestId: v7 });
  };
  return {
    async load(request) {
      await createRecords(request);
      await bringToLife(request);
    },
    async loadIfEmpty(request) {
      try {
        await createRecords(request);
      } catch (error) {
        if (error instanceof BadInputError) return;
        throw error;
      }
      await bringToLife(request);
    },
  };
}
