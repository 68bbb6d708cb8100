import type { Cascades } from './cascade.ts';
import { approvalCascade } from './cascades/approval.ts';
import { purchaseOrderLineCascade } from './cascades/purchase-order-line.ts';
import { runCascade } from './cascades/run.ts';
import { runStepCascade } from './cascades/run-step.ts';
import { stepCascade } from './cascades/step.ts';
import { userCascade } from './cascades/user.ts';

/** What changes of the factory pack entail. */
export const factoryCascades: Cascades = {
  Step: stepCascade,
  Run: runCascade,
  RunStep: runStepCascade,
  PurchaseOrderLine: purchaseOrderLineCascade,
  IssueApproval: approvalCascade,
  PurchaseOrderApproval: approvalCascade,
  User: userCascade,
};
