import { expect, it } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import { changesForContext } from './changes-for-context.ts';
import { diffRecords } from './diff.ts';

const line = factoryPack.named('PurchaseOrderLine');
const issue = factoryPack.named('Issue');

it('serves table and field names of several words in both spellings, enumerations in lower case', () => {
  const diff = { status: { old: 'DRAFT', new: 'IN_REVIEW' }, needDate: { old: null, new: '2026-12-01' } };
  const fields = {
    status: { old: 'draft', new: 'in_review' },
    needDate: { old: null, new: '2026-12-01' },
    need_date: { old: null, new: '2026-12-01' },
  };
  expect(changesForContext({ type: line, diff })).toEqual({ purchaseOrderLines: fields, purchase_order_lines: fields });
});

it('names relations by id, and a table of one word once', () => {
  const changes = changesForContext({ type: issue, diff: { mustCloseByRunStepId: { old: 3, new: null } } });
  expect(Object.keys(changes)).toEqual(['issues']);
  expect(Object.keys(changes.issues!)).toEqual(['mustCloseByRunStepId', 'must_close_by_run_step_id']);
});

it('leaves id, etag and audit fields out, and shows times as text', () => {
  const installation = factoryPack.named('AbomInstallation');
  const row = { id: 1, _etag: 'a', _created: new Date(), createdById: 1, installedAt: new Date(0), quantity: 1 };
  expect(diffRecords(installation, undefined, row)).toEqual({
    installedAt: { old: null, new: '1970-01-01T00:00:00.000Z' },
    quantity: { old: null, new: 1 },
  });
});
