import { sql } from 'kysely';
import type { Cascade, Draft } from '../cascade.ts';
import type { ChangeSet } from '../change-set.ts';
import { BadInputError } from '../errors.ts';
import { findAll } from '../find-all.ts';
import { loadByIds } from '../load-records.ts';
import { nextPosition } from './next-position.ts';

/** A child step is in the procedure of its parent and moves with it; steps come one after another. */
export const stepCascade: Cascade = {
  async prepare(draft, changes, old) {
    await takeProcedureOfParent(draft, changes, old?.id);
    if (old || draft.position !== null) return;
    const [column, id] = draft.parentId === null ? ['procedure_id', draft.procedureId] : ['parent_id', draft.parentId];
    draft.position = await nextPosition(changes.tx, changes.recordTypes.named('Step'), column as string, id);
  },
  async follow({ event, recordId, new: step, diff }, changes) {
    if (event !== 'UPDATE' || !step || !diff.procedureId) return;
    const { tx, recordTypes } = changes;
    const type = recordTypes.named('Step');
    for (const child of await findAll(tx, recordTypes, type, { parentId: { eq: recordId } })) {
      await changes.update(type, { id: child.id, values: { procedureId: step.procedureId } });
    }
  },
};

async function takeProcedureOfParent(draft: Draft, { tx, recordTypes }: ChangeSet, id: number | undefined) {
  const { parentId, procedureId } = draft;
  if (typeof parentId !== 'number') return;
  const [parent] = await loadByIds(tx, recordTypes.named('Step'), [parentId]);
  if (!parent) throw new BadInputError(`Step: parentId ${parentId}: no Step has this id`);
  draft.procedureId = procedureId ?? parent.procedureId;
  if (draft.procedureId !== parent.procedureId) {
    throw new BadInputError(
      `Step: its parent ${parentId} is in procedure ${parent.procedureId}, not ${procedureId}: leave procedureId out, or choose a parent of that procedure`,
    );
  }
  if (id !== undefined && (await isWithin(tx, parentId, id))) {
    throw new BadInputError(
      `Step: parentId ${parentId} is the step itself or one of its own steps: choose another parent`,
    );
  }
}

/** Whether step `id` is `ancestorId` or below it. */
async function isWithin(tx: ChangeSet['tx'], id: number, ancestorId: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    with recursive above as (
      select id, parent_id from step where id = ${id}
      union select step.id, step.parent_id from step join above on step.id = above.parent_id
    ) select id from above where id = ${ancestorId}`.execute(tx);
  return rows.length > 0;
}
