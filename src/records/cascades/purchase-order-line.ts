import type { RecordRow } from '../../record-types/record-type.ts';
import type { Cascade } from '../cascade.ts';
import type { ChangeSet } from '../change-set.ts';
import { findAll } from '../find-all.ts';

/**
 * A line that orders a part has inventory on order: one record of the line's quantity, without serial numbers, which are
 * known only when it is received. The quantity follows the line's while it is on order.
 */
export const purchaseOrderLineCascade: Cascade = {
  async follow({ event, new: line, diff }, changes) {
    if (event === 'CREATE' && line?.partId) await makeInventory(line, changes);
    if (event === 'UPDATE' && line && diff.quantity) await followQuantity(line, changes);
  },
};

async function makeInventory({ id, partId, quantity }: RecordRow, changes: ChangeSet): Promise<void> {
  await changes.create(changes.recordTypes.named('PartInventory'), {
    partId,
    quantity,
    status: 'ON_ORDER',
    howCreated: 'PO_LINE_MADE',
    purchaseOrderLineId: id,
  });
}

async function followQuantity({ id, quantity }: RecordRow, changes: ChangeSet): Promise<void> {
  const { tx, recordTypes } = changes;
  const inventory = recordTypes.named('PartInventory');
  const onOrder = await findAll(tx, recordTypes, inventory, {
    purchaseOrderLineId: { eq: id },
    status: { eq: 'ON_ORDER' },
  });
  const [only] = onOrder;
  if (only && onOrder.length === 1) await changes.update(inventory, { id: only.id, values: { quantity } });
}
