import type { Sample } from './sample.ts';

interface IssuePlan {
  readonly title: string;
  readonly status: string;
  readonly assignedTo?: string;
  readonly expected?: string;
  readonly cause?: string;
  readonly disposition?: string;
  readonly inventory?: string;
  readonly runStep?: string;
  readonly mustCloseBy?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly redlines?: readonly [step: string, reason: string][];
  readonly reviewers?: readonly string[];
  readonly approvals?: readonly string[];
}

const issues: readonly IssuePlan[] = [
  {
    title: 'Porosity in the dome weld',
    status: 'IN_PROGRESS',
    assignedTo: 'Elena Petrova',
    expected: 'No pore above 0.4 mm',
    cause: 'Edges not dry',
    inventory: 'Oxidizer tank 1 inventory',
    runStep: 'Oxidizer tank 1: Weld the domes',
    mustCloseBy: 'Oxidizer tank 1: Radiograph the seams',
    attributes: { Department: 'Production', 'Major Subsystem': 'Tanks' },
    redlines: [['Oxidizer tank 1: Weld the domes', 'Grind out and weld again, 40 mm']],
  },
  {
    title: 'Seal ring cut on the injector',
    status: 'RESOLVED',
    assignedTo: 'Ingrid Solberg',
    expected: 'Twelve intact rings',
    cause: 'Sharp edge on the tool',
    disposition: 'Ring replaced, tool deburred',
    inventory: 'Engine 1 inventory',
    runStep: 'Engine 1: Fit the seal rings',
    attributes: { Department: 'Production', 'Major Subsystem': 'Engines' },
    redlines: [['Engine 1: Fit the seal rings', 'Fit ring from another lot']],
    reviewers: ['Elena Petrova'],
    approvals: ['Elena Petrova'],
  },
  {
    title: 'Relief valve opens early',
    status: 'IN_REVIEW',
    assignedTo: 'Lucia Ferrari',
    expected: 'Opens at 6.0 bar ± 0.2',
    cause: 'Spring out of tolerance',
    disposition: 'Return to the supplier',
    inventory: 'RV-1201',
    attributes: { Department: 'Quality', 'Major Subsystem': 'Valves' },
    reviewers: ['Elena Petrova', 'David Mensah'],
  },
  { title: 'Scratch on a helium bottle', status: 'PENDING', inventory: 'HE-2001' },
  {
    title: 'Barrel weld wire ran out',
    status: 'PENDING',
    assignedTo: 'Maya Okafor',
    runStep: 'Oxidizer tank 2: Weld the barrel',
    attributes: { Department: 'Production' },
  },
];

/** Issues in every state, with redlines, requested reviewers and approvals. */
export async function sampleIssues(sample: Sample): Promise<void> {
  const known = (name: string | undefined) => (name === undefined ? undefined : sample.id(name));
  for (const plan of issues) {
    const { id: issueId } = await sample.create('Issue', {
      title: plan.title,
      status: plan.status,
      assignedToId: known(plan.assignedTo),
      expectedCondition: plan.expected,
      causeCondition: plan.cause,
      disposition: plan.disposition,
      partInventoryId: known(plan.inventory),
      runStepId: known(plan.runStep),
      mustCloseByRunStepId: known(plan.mustCloseBy),
      attributes: Object.entries(plan.attributes ?? {}).map(([key, value]) => ({ key, value })),
    });
    for (const [step, reason] of plan.redlines ?? [])
      await sample.create('Redline', { issueId, stepId: sample.id(step), reason });
    for (const reviewer of plan.reviewers ?? []) {
      await sample.create('IssueApprovalRequest', { issueId, reviewerId: sample.id(reviewer) });
    }
    for (const reviewer of plan.approvals ?? []) {
      await sample.create('IssueApproval', { issueId, reviewerId: sample.id(reviewer), comment: 'Agreed' });
    }
  }
}
