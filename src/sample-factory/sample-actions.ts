// The actions of the sample factory: the kinds a real one writes, each short enough to read at a glance.

export interface SampleAction {
  title: string;
  target: string;
  eventType: 'CREATE' | 'UPDATE' | 'DELETE';
  errorState: 'ALLOW' | 'BLOCK';
  context: string;
  code: string;
}

export const sampleActions: readonly SampleAction[] = [
  {
    title: 'A serialized part needs a serial number before it is available',
    target: 'PARTINVENTORY',
    eventType: 'UPDATE',
    errorState: 'BLOCK',
    context: `{
  partInventory(id: $id) {
    id
    serialNumber
    status
    part { partNumber trackingType }
  }
}
`,
    code: `inventory = context['partInventory']
part = inventory['part'] or {}

print('Checking inventory', inventory['id'], 'of', part.get('partNumber'))

if part.get('trackingType') == 'SERIAL' and inventory['status'] == 'AVAILABLE':
    if not inventory['serialNumber']:
        raise ValidationError(
            f"Part {part['partNumber']} is tracked by serial number: "
            f"enter the serial number of inventory {inventory['id']} before it becomes available"
        )
`,
  },
  {
    title: 'Inventory made by hand should have a location',
    target: 'PARTINVENTORY',
    eventType: 'CREATE',
    errorState: 'ALLOW',
    context: '{ partInventory(id: $id) { id howCreated location { name } part { partNumber } } }\n',
    code: `inventory = context['partInventory']
if inventory['howCreated'] == 'MANUAL' and inventory['location'] is None:
    raise ValidationWarning(f"Inventory {inventory['id']} has no location: nobody will find it")
`,
  },
  {
    title: 'Scrapping needs a reason',
    target: 'PARTINVENTORY',
    eventType: 'UPDATE',
    errorState: 'BLOCK',
    context: '{ partInventory(id: $id) { id status attributes { key value } } }\n',
    code: `status = context['changes'].get('partInventories', {}).get('status', {})
if status.get('new') != 'scrapped':
    return

reasons = [a['value'] for a in context['partInventory']['attributes'] if a['key'] == 'Scrap reason']
if not any(reasons):
    raise ValidationError('Add the attribute "Scrap reason" before scrapping')
`,
  },
  {
    title: 'PO line needs a need date (requested)',
    target: 'PURCHASEORDERLINE',
    eventType: 'UPDATE',
    errorState: 'ALLOW',
    context: '{ purchaseOrderLine(id: $id) { id needDate } }\n',
    code: `line_changes = context.get('changes', {}).get('purchaseOrderLines', {})
going_to = line_changes.get('status', {}).get('new')
if going_to == 'requested' and context.get('purchaseOrderLine', {}).get('needDate') is None:
    raise ValidationError()
`,
  },
  {
    title: 'Orders above 10,000 need a Manager as reviewer',
    target: 'PURCHASEORDERLINE',
    eventType: 'UPDATE',
    errorState: 'BLOCK',
    context: `{
  purchaseOrderLine(id: $id) {
    id
    purchaseOrder {
      id
      estimatedTotalCost
      approvalRequests { reviewer { name roles { name } } }
    }
  }
}
`,
    code: `LIMIT = 10_000

to = context['changes'].get('purchaseOrderLines', {}).get('status', {}).get('new')
order = context['purchaseOrderLine']['purchaseOrder'] or {}
cost = order.get('estimatedTotalCost') or 0
roles = {role['name'] for request in order.get('approvalRequests', [])
         for role in (request['reviewer'] or {}).get('roles', [])}

if to == 'requested' and cost > LIMIT and 'Manager' not in roles:
    raise ValidationError(
        f"Purchase order {order['id']} comes to {cost:,.2f}, more than {LIMIT:,}: ask a Manager to review it first")
`,
  },
  {
    title: 'Receipt line must have a location',
    target: 'RECEIPTITEM',
    eventType: 'CREATE',
    errorState: 'ALLOW',
    context: '{ receiptItem(id: $id) { id partInventory { locationId } } }\n',
    code: `inv = (context.get('receiptItem') or {}).get('partInventory') or {}
if inv.get('locationId') is None:
    raise ValidationError()
`,
  },
  {
    title: 'Parts need a description and a well-formed number',
    target: 'PART',
    eventType: 'CREATE',
    errorState: 'BLOCK',
    context: '{ part(id: $id) { id partNumber description } }\n',
    code: `import re

part = context['part']
if not (part['description'] or '').strip():
    raise ValidationError('Give the part a description')

if not re.fullmatch(r'[A-Z]{2,4}-\\d{3,6}', part['partNumber']):
    raise ValidationWarning(f"Part number {part['partNumber']} does not look like ABC-1234")
`,
  },
  {
    title: 'Steps need dependencies before review',
    target: 'PROCEDURE',
    eventType: 'UPDATE',
    errorState: 'ALLOW',
    context: '{ procedure(id: $id) { id steps { title upstreamStepIds downstreamStepIds } } }\n',
    code: `status = context['changes'].get('procedures', {}).get('status', {})
if status.get('new') == 'in_review':
    steps = context['procedure']['steps']
    loose = [s['title'] for s in steps if not (s['upstreamStepIds'] or s['downstreamStepIds'])]
    if len(steps) > 1 and loose:
        raise ValidationError('Connect these steps before review: ' + ', '.join(loose))
`,
  },
  {
    title: 'Open redlines prevent moving an issue into In Review',
    target: 'ISSUE',
    eventType: 'UPDATE',
    errorState: 'BLOCK',
    context: '{ issue(id: $id) { id status redlines { id step { title status } } } }\n',
    code: `issue = context['issue']
if issue['status'] == 'IN_REVIEW':
    still_open = [r for r in issue['redlines']
                  if (r['step'] or {}).get('status') not in ('COMPLETE', 'CANCELED')]
    for redline in still_open:
        print('open redline', redline['id'], 'on step', (redline['step'] or {}).get('title'))
    if still_open:
        raise ValidationError(f'{len(still_open)} redline(s) of this issue are still open')
`,
  },
  {
    title: 'Only quality reopens a resolved issue',
    target: 'ISSUE',
    eventType: 'UPDATE',
    errorState: 'BLOCK',
    context: '{ issue(id: $id) { id status } }\n',
    code: `quality = {'Quality', 'Quality Engineer', 'Quality Inspector', 'admin'}
before = context['changes'].get('issues', {}).get('status', {}).get('old')
if before == 'resolved' and context['issue']['status'] != 'RESOLVED':
    if not quality & set(context['currentUser']['roles']):
        raise ValidationError('A resolved issue is reopened by quality only')
`,
  },
  {
    title: 'Issue needs a disposition before reviewers',
    target: 'ISSUEAPPROVALREQUEST',
    eventType: 'CREATE',
    errorState: 'BLOCK',
    context: '{ issueApprovalRequest(id: $id) { id issue { id title disposition assignedTo { name } } } }\n',
    code: `def has_text(nodes):
    return any(node.get('text') or has_text(node.get('children')) for node in nodes or [])

issue = (context.get('issueApprovalRequest') or {}).get('issue') or {}
if not has_text(issue.get('disposition')):
    raise ValidationError(f"Write the disposition of \\"{issue.get('title')}\\" before asking for approval")
if not issue.get('assignedTo'):
    raise ValidationWarning('Nobody is assigned to this issue')
`,
  },
  {
    title: 'Cannot add a CAPA part to a kit',
    target: 'PARTKITITEM',
    eventType: 'CREATE',
    errorState: 'BLOCK',
    context: '{ partKitItem(id: $id) { id part { id partNumber attributes { key value } } } }\n',
    code: `part = (context.get('partKitItem') or {}).get('part') or {}
if any(a.get('value') for a in part.get('attributes') or [] if a.get('key') == 'On CAPA?'):
    raise ValidationError(f"Part {part['partNumber']} is on CAPA and can't be kitted")
`,
  },
  {
    title: 'Required fields before a run step is complete',
    target: 'RUNSTEP',
    eventType: 'UPDATE',
    errorState: 'BLOCK',
    context: '{ runStep(id: $id) { id title status fields { name required value } } }\n',
    code: `step = context['runStep']
if step['status'] == 'COMPLETE':
    missing = [f['name'] for f in step['fields'] if f['required'] and f['value'] in (None, '', [])]
    if missing:
        raise ValidationError(f"Fill in {', '.join(missing)} before completing \\"{step['title']}\\"")
`,
  },
];
