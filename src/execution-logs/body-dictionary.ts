// What most bodies have in common, so that a small one need not bring it along: a body of 2 KB takes a third less on disk.
// Bodies are read with the very dictionary they were written with: this one never changes; another gets a new format byte.

const names = [
  'partSubtype procedureReviewRequest runStepField issueApproval redline purchaseOrderApproval receiptItem receipt partKit',
  'partKitItem mbomItem buildRequirement abomInstallation supplier permissionGroups approvals approvalRequests reviewRequests',
  'revision partType sourcingStrategy cost leadTime lotNumber howCreated purchaseOrderLineId content procedureId parentId',
  'isStandardStep standardStepStatus upstreamStepIds downstreamStepIds reviewer partInventoryId runId required runStepId',
  'assignedTo expectedCondition causeCondition disposition mustCloseByRunStepId issueId comment stepId reason supplierId',
  'estimatedTotalCost purchaseOrderId needDate notes receiptId partKitId purchaseOrderLine purchaseOrder children text',
  'partSubtypes createdById updatedById issueApprovalRequest steps fields runStep procedure run issue',
]
  .join(' ')
  .split(' ')
  .map((name) => `"${name}":`)
  .join('');

const values =
  '"RELEASED","ARCHIVED","SERIAL","LOT","SCRAPPED","INSTALLED","KITTED","WIP","ON_ORDER","MANUAL","RUN_MADE","PO_LINE_MADE",' +
  '"DRAFT","APPROVED","ORDERED","RECEIVED","REQUESTED","RESOLVED","PENDING","TODO","HOLD","FAILED","CANCELED","IN_PROGRESS",' +
  '"IN_REVIEW","COMPLETE","AVAILABLE","UNAVAILABLE","in_progress","in_review","complete","resolved","available","pending",';

const record =
  '"edges":[{"node":{"id":1,"title":"","description":"","name":"","type":"","position":1,"isActive":true,"part":{"id":1,' +
  '"partNumber":"","trackingType":"SERIAL"},"partInventory":{"id":1,"serialNumber":null,"quantity":1,"status":"AVAILABLE",' +
  '"locationId":null,"location":{"id":1,"name":""}},"attributes":[{"key":"","value":"","type":"text"},{"key":"","value":"';

const ending =
  '"changes":{"part_inventories":{},"partInventories":{"status":{"old":null,"new":null},"updated_at":{"old":"2026-01-01T00:00:00.000Z",' +
  '"new":"2026-01-01T00:00:00.000Z"}},"purchase_order_lines":{},"run_steps":{"status":{"old":"todo","new":"in_progress"}}},' +
  '"currentUser":{"email":"@example.com","roles":["admin","Operator","Quality"],"teams":[]}}';

const head =
  '{"limits":{"wallMs":2000,"memoryMb":64,"outputBytes":262144},"actions":[{"id":1,"title":"","version":1,"errorState":"BLOCK",' +
  '"contextError":null,"outcome":"WARNED","message":null,"line":null,"executionTimeMs":0.5,"contextBytes":1,"outputBytes":0},' +
  '{"id":2,"title":"","version":2,"errorState":"ALLOW","contextError":null,"outcome":"BLOCKED","message":"","line":2,' +
  '"executionTimeMs":1.25,"contextBytes":1000,"outputBytes":0},"errorState":"BLOCK","contextError":null,"outcome":"ALLOWED",' +
  '"message":null,"line":null,"executionTimeMs":';

/** The more common the nearer to the end, as deflate finds it there in fewer bits. */
export const bodyDictionary = Buffer.from(names + values + record + ending + head);
