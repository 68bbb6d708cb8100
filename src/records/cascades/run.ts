import { sql } from 'kysely';
import type { RecordRow } from '../../record-types/record-type.ts';
import type { Cascade, Draft } from '../cascade.ts';
import type { ChangeSet } from '../change-set.ts';
import { findAll } from '../find-all.ts';
import { loadByIds } from '../load-records.ts';

/**
 * A new run of a part makes the inventory it will produce, and a new run of a procedure gets its steps: nested steps one
 * after another in reading order, with their dependencies.
 */
export const runCascade: Cascade = {
  async prepare(draft, changes, old) {
    if (old) return;
    await takeTitle(draft, changes);
    if (draft.partId !== null && draft.partInventoryId === null)
      draft.partInventoryId = await makeInventory(draft, changes);
  },
  async follow({ event, new: run }, changes) {
    if (event === 'CREATE' && run && typeof run.procedureId === 'number')
      await copySteps(run, run.procedureId, changes);
  },
};

async function takeTitle(draft: Draft, { tx, recordTypes }: ChangeSet): Promise<void> {
  if (draft.title !== null || typeof draft.procedureId !== 'number') return;
  const [procedure] = await loadByIds(tx, recordTypes.named('Procedure'), [draft.procedureId]);
  draft.title = procedure?.title ?? null;
}

async function makeInventory({ partId }: Draft, changes: ChangeSet): Promise<number> {
  const made = await changes.create(changes.recordTypes.named('PartInventory'), {
    partId,
    quantity: 1,
    status: 'WIP',
    howCreated: 'RUN_MADE',
  });
  return made.id;
}

async function copySteps(run: RecordRow, procedureId: number, changes: ChangeSet): Promise<void> {
  const { tx, recordTypes } = changes;
  const sort = [{ field: 'position', direction: 'ASC' }] as const;
  const steps = await findAll(tx, recordTypes, recordTypes.named('Step'), { procedureId: { eq: procedureId } }, sort);
  const upstream = await upstreamOf(
    tx,
    steps.map(({ id }) => id),
  );
  const copies = new Map<number, number>();

  for (const [index, step] of inReadingOrder(steps).entries()) {
    const copied = (ids: readonly number[]) => ids.flatMap((id) => copies.get(id) ?? []);
    const copy = await changes.create(recordTypes.named('RunStep'), {
      runId: run.id,
      title: step.title,
      content: step.content,
      position: index + 1,
      locationId: step.locationId,
      attributes: step.attributes,
      upstreamStepIds: copied(upstream.filter(({ after }) => after === step.id).map(({ before }) => before)),
      downstreamStepIds: copied(upstream.filter(({ before }) => before === step.id).map(({ after }) => after)),
    });
    copies.set(step.id, copy.id);
  }
}

async function upstreamOf(tx: ChangeSet['tx'], ids: readonly number[]): Promise<{ before: number; after: number }[]> {
  const { rows } = await sql<{ before: number; after: number }>`
    select upstream_step_id as before, downstream_step_id as after from step_dependency
    where downstream_step_id = any(${ids}) and upstream_step_id = any(${ids})`.execute(tx);
  return rows;
}

/** A step, then the steps below it, then the next. */
function inReadingOrder(steps: readonly RecordRow[]): RecordRow[] {
  const below = (parentId: number | null): RecordRow[] =>
    steps.filter((step) => step.parentId === parentId).flatMap((step) => [step, ...below(step.id)]);
  return below(null);
}
