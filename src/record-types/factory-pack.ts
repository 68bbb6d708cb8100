import { abomInstallation } from './factory/abom-installation.ts';
import { buildRequirement } from './factory/build-requirement.ts';
import { issue } from './factory/issue.ts';
import { issueApproval } from './factory/issue-approval.ts';
import { issueApprovalRequest } from './factory/issue-approval-request.ts';
import { location } from './factory/location.ts';
import { mbomItem } from './factory/mbom-item.ts';
import { part } from './factory/part.ts';
import { partInventory } from './factory/part-inventory.ts';
import { partKit } from './factory/part-kit.ts';
import { partKitItem } from './factory/part-kit-item.ts';
import { partSubtype } from './factory/part-subtype.ts';
import { permissionGroup } from './factory/permission-group.ts';
import { procedure } from './factory/procedure.ts';
import { procedureReviewRequest } from './factory/procedure-review-request.ts';
import { purchaseOrder } from './factory/purchase-order.ts';
import { purchaseOrderApproval } from './factory/purchase-order-approval.ts';
import { purchaseOrderApprovalRequest } from './factory/purchase-order-approval-request.ts';
import { purchaseOrderLine } from './factory/purchase-order-line.ts';
import { receipt } from './factory/receipt.ts';
import { receiptItem } from './factory/receipt-item.ts';
import { redline } from './factory/redline.ts';
import { role } from './factory/role.ts';
import { run } from './factory/run.ts';
import { runStep } from './factory/run-step.ts';
import { runStepField } from './factory/run-step-field.ts';
import { step } from './factory/step.ts';
import { supplier } from './factory/supplier.ts';
import { team } from './factory/team.ts';
import { user } from './factory/user.ts';
import { createRecordTypes } from './record-types.ts';

/** The record types of a factory, in the order in which menus show them. */
export const factoryPack = createRecordTypes([
  part,
  partInventory,
  partSubtype,
  procedure,
  step,
  procedureReviewRequest,
  run,
  runStep,
  runStepField,
  issue,
  issueApproval,
  issueApprovalRequest,
  redline,
  purchaseOrder,
  purchaseOrderLine,
  purchaseOrderApproval,
  purchaseOrderApprovalRequest,
  receipt,
  receiptItem,
  partKit,
  partKitItem,
  mbomItem,
  buildRequirement,
  abomInstallation,
  location,
  supplier,
  team,
  role,
  permissionGroup,
  user,
]);
