import type { Sample } from './sample.ts';

interface OrderPlan {
  readonly name: string;
  readonly supplier: string;
  readonly status: string;
  readonly justification?: string;
  readonly requests?: readonly string[];
  readonly approvals?: readonly string[];
  readonly lines: readonly [part: string, quantity: number, cost: number, status: string, needDate: string | null][];
}

const orders: readonly OrderPlan[] = [
  {
    name: 'Valves for engines 4 to 8',
    supplier: 'Halcyon Valves',
    status: 'ORDERED',
    justification: 'Engines 4 to 8 of the first stage',
    requests: ['Maya Okafor'],
    approvals: ['Maya Okafor'],
    lines: [
      ['VLV-4000', 5, 7_900, 'ORDERED', '2027-01-18'],
      ['VLV-4100', 5, 7_400, 'ORDERED', '2027-01-18'],
    ],
  },
  {
    name: 'Fasteners, quarterly',
    supplier: 'Ferrum Fasteners',
    status: 'RECEIVED',
    justification: 'Stock',
    approvals: ['Tomas Lindqvist'],
    lines: [
      ['FST-7000', 2_000, 4.2, 'RECEIVED', '2026-10-05'],
      ['FST-7010', 2_000, 1.6, 'RECEIVED', '2026-10-05'],
      ['FST-7020', 4_000, 0.35, 'RECEIVED', '2026-10-05'],
    ],
  },
  {
    name: 'Turbine wheels',
    supplier: 'Northfield Alloys',
    status: 'IN_REVIEW',
    requests: ['Priya Raman'],
    lines: [['ENG-2310', 3, 9_800, 'DRAFT', '2027-02-12']],
  },
  {
    name: 'Seals',
    supplier: 'Halcyon Valves',
    status: 'DRAFT',
    lines: [
      ['SEL-7100', 200, 11.5, 'DRAFT', null],
      ['SEL-7110', 100, 6.8, 'DRAFT', null],
    ],
  },
  {
    name: 'Fairing set',
    supplier: 'Polar Composites',
    status: 'APPROVED',
    justification: 'Vehicle 2',
    requests: ['Tomas Lindqvist'],
    approvals: ['Tomas Lindqvist'],
    lines: [['STR-6100', 2, 39_000, 'APPROVED', '2027-03-30']],
  },
];

/** Purchase orders with lines (whose inventory the cascade makes), reviewers, and one receipt. */
export async function samplePurchasing(sample: Sample): Promise<void> {
  for (const { name, supplier, status, justification, requests = [], approvals = [], lines } of orders) {
    const order = await sample.create('PurchaseOrder', {
      status,
      supplierId: sample.id(supplier),
      attributes: [
        { key: 'Purpose', value: name },
        { key: 'PO Justification', value: justification ?? '' },
      ],
    });
    const purchaseOrderId = order.id;
    for (const reviewer of requests) {
      await sample.create('PurchaseOrderApprovalRequest', { purchaseOrderId, reviewerId: sample.id(reviewer) });
    }
    for (const reviewer of approvals) {
      await sample.create('PurchaseOrderApproval', { purchaseOrderId, reviewerId: sample.id(reviewer) });
    }
    for (const [part, quantity, cost, lineStatus, needDate] of lines) {
      const line = await sample.create('PurchaseOrderLine', {
        purchaseOrderId,
        partId: sample.id(part),
        description: `${part}, ${name.toLowerCase()}`,
        quantity,
        cost,
        status: lineStatus,
        needDate,
      });
      sample.keep(`line ${part}`, line);
    }
  }
  await receiveFasteners(sample);
}

async function receiveFasteners(sample: Sample): Promise<void> {
  const receipt = await sample.create('Receipt', {
    supplierId: sample.id('Ferrum Fasteners'),
    notes: 'Delivery note 44-1187, two boxes',
  });
  for (const [part, quantity, lotNumber] of [
    ['FST-7000', 2_000, 'L-2610-A'],
    ['FST-7010', 2_000, 'L-2610-B'],
  ] as const) {
    const inventory = await sample.create('PartInventory', {
      partId: sample.id(part),
      lotNumber,
      quantity,
      locationId: sample.id('Receiving'),
      howCreated: 'PARTIAL_RECEIVE',
    });
    const purchaseOrderLineId = sample.id(`line ${part}`);
    await sample.create('ReceiptItem', {
      receiptId: receipt.id,
      partInventoryId: inventory.id,
      purchaseOrderLineId,
      quantity,
    });
  }
}
