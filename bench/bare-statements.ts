// What a guarded change asks of PostgreSQL, and nothing else: the same statements in the same order through the same driver, without HTTP,
// GraphQL, contexts or Python. What it reaches is the most that a server with one thread could reach on this computer.

import { sql } from 'kysely';
import { actionsInForce } from '../src/actions/chains.ts';
import { createLogId } from '../src/execution-logs/log-id.ts';
import { writeExecutionLog } from '../src/execution-logs/write-log.ts';
import { factoryPack } from '../src/record-types/factory-pack.ts';
import { rowColumnsBefore } from '../src/records/row-sql.ts';
import { connectDatabase, type DatabaseLocation } from '../src/storage/database.ts';
import { inTransaction } from '../src/storage/transaction.ts';
import { contextOf } from './fill-logs.ts';
import { throughput } from './measure.ts';

/** Changes a second. */
export async function bareStatements(
  location: DatabaseLocation,
  { clients, seconds }: { clients: number; seconds: number },
): Promise<number> {
  const db = connectDatabase({ ...location, maxConnections: clients });
  const rates = await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const { rows } = await sql<{ id: number }>`
        insert into location (etag, name) values ('bare', ${`bare ${client}`}) returning id`.execute(db.kysely);
      const { id } = rows[0]!;
      let round = 0;
      let etag = 'bare';
      const next = async () => {
        const name = `bare ${client} ${round++}`;
        await change(id, etag, name);
        etag = name;
      };
      return throughput(next, { clients: 1, ms: seconds * 1000 });
    }),
  );
  await db.close();
  return rates.reduce((sum, rate) => sum + rate, 0);

  async function change(id: number, etag: string, name: string): Promise<void> {
    await inTransaction(db.kysely, async (tx, letNextCommit) => {
      await sql`
        update location set name = ${name}, etag = ${name}, updated_at = now()
        where id = ${id} and etag = ${etag} and name is distinct from ${name}
        returning new.*, ${rowColumnsBefore(factoryPack.named('Location'))}, ${actionsInForce} as written_notes,
          (select changed_by::text from access_revision) as person_now`.execute(tx);
      await sql`select id, attributes from part where part_number = ${'LOAD-1'}`.execute(tx);
      await letNextCommit();
      await writeExecutionLog(tx, logOf(id, new Date()), true);
    });
  }
}

function logOf(recordId: number, createdAt: Date): Parameters<typeof writeExecutionLog>[1] {
  const id = createLogId(createdAt);
  return {
    id,
    createdAt,
    event: 'UPDATE',
    target: 'LOCATION',
    targetRecordId: recordId,
    outcome: 'ALLOWED',
    validationMessage: null,
    raisedAction: null,
    executedActionIds: [1],
    executionTimeMs: 1,
    requestId: id,
    clientRequestId: null,
    triggeredBy: { id: 1, name: 'Bench', email: 'bench@example.com' },
    viaToken: null,
    pythonVersion: '3.11.7',
    limits: { wallMs: 2000, memoryMb: 64, outputBytes: 262_144 },
    actions: [
      {
        id: 1,
        title: 'load',
        version: 1,
        errorState: 'BLOCK',
        context: contextOf(1, recordId),
        contextError: null,
        outcome: 'ALLOWED',
        message: null,
        line: null,
        output: Buffer.alloc(0),
        executionTimeMs: 1,
      },
    ],
  };
}
