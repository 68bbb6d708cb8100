import { sql } from 'kysely';
import type { Cascade } from '../cascade.ts';
import type { ChangeSet } from '../change-set.ts';
import type { Change } from '../guard.ts';
import { lockRecord } from '../write-record.ts';
import { nextPosition } from './next-position.ts';

/** The state of a run follows from the states of its steps. */
export const runStepCascade: Cascade = {
  async prepare(draft, { tx, recordTypes }, old) {
    if (old || draft.position !== null) return;
    draft.position = await nextPosition(tx, recordTypes.named('RunStep'), 'run_id', draft.runId);
  },
  async follow(change, changes) {
    if (change.event === 'UPDATE' && !change.diff.status && !change.diff.runId) return;
    for (const runId of runsOf(change)) {
      // The steps that a run starts with don't change the state it was created in.
      const isFirstStep = change.event === 'CREATE' && changes.hasCreated(changes.recordTypes.named('Run'), runId);
      if (!isFirstStep) await rollUp(runId, changes);
    }
  },
};

function runsOf({ old, new: current }: Change): Set<number> {
  return new Set([old?.runId, current?.runId].filter((id) => typeof id === 'number'));
}

async function rollUp(runId: number, changes: ChangeSet): Promise<void> {
  const { tx, recordTypes } = changes;
  // Locked before its steps are read: of two steps finished at once, the later sees the earlier one's state.
  const run = await lockRecord(tx, recordTypes.named('Run'), runId, 'update');
  const { rows } = await sql<{ status: string }>`select distinct status from run_step where run_id = ${runId}`.execute(
    tx,
  );
  const status = statusOfRun(new Set(rows.map((row) => row.status)));
  if (run && status) await changes.update(recordTypes.named('Run'), { id: runId, values: { status } });
}

/** The most pressing state decides; undefined for a run without steps, which keeps its own. */
export function statusOfRun(steps: ReadonlySet<string>): string | undefined {
  const live = [...steps].filter((status) => status !== 'CANCELED');
  if (live.length === 0) return steps.size === 0 ? undefined : 'CANCELED';
  for (const pressing of ['FAILED', 'HOLD', 'REDLINE']) if (live.includes(pressing)) return pressing;
  if (live.every((status) => status === 'COMPLETE')) return 'COMPLETE';
  return live.every((status) => status === 'TODO') ? 'TODO' : 'IN_PROGRESS';
}
