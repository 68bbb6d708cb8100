import type { Sample } from './sample.ts';

interface StepPlan {
  readonly title: string;
  readonly content?: string;
  readonly location?: string;
  /** Titles of earlier steps of the procedure that must be complete first. */
  readonly after?: readonly string[];
  readonly steps?: readonly StepPlan[];
}

interface ProcedurePlan {
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly status: string;
  readonly reviewers: readonly string[];
  readonly steps: readonly StepPlan[];
}

const procedures: readonly ProcedurePlan[] = [
  {
    title: 'Assemble engine ENG-2000',
    description: 'From thrust chamber to leak-tight engine',
    type: 'BUILD',
    status: 'RELEASED',
    reviewers: ['Noah Clarke', 'Maya Okafor', 'Elena Petrova'],
    steps: [
      { title: 'Inspect incoming parts', location: 'Receiving', content: 'Compare serial numbers with the kit list.' },
      {
        title: 'Mount the injector',
        location: 'Clean room',
        after: ['Inspect incoming parts'],
        steps: [
          { title: 'Fit the seal rings', content: 'Twelve rings, dry. Reject any ring with a visible cut.' },
          {
            title: 'Torque the injector bolts',
            content: 'Star pattern, 12 Nm, then 24 Nm.',
            after: ['Fit the seal rings'],
          },
        ],
      },
      { title: 'Mount the turbopump', location: 'Clean room', after: ['Mount the injector'] },
      { title: 'Connect main valves', location: 'Clean room', after: ['Mount the turbopump'] },
      {
        title: 'Leak check',
        location: 'Test stand 1',
        content: 'Helium at 3 bar, ten minutes.',
        after: ['Connect main valves'],
      },
    ],
  },
  {
    title: 'Weld oxidizer tank',
    description: 'Barrel and domes of TNK-3000',
    type: 'BUILD',
    status: 'RELEASED',
    reviewers: ['Noah Clarke', 'Maya Okafor', 'Ingrid Solberg'],
    steps: [
      { title: 'Clean the edges', location: 'Weld bay' },
      { title: 'Weld the barrel', location: 'Weld bay', after: ['Clean the edges'] },
      { title: 'Weld the domes', location: 'Weld bay', after: ['Weld the barrel'] },
      { title: 'Radiograph the seams', location: 'Weld bay', after: ['Weld the domes'] },
    ],
  },
  {
    title: 'Hot fire acceptance test',
    description: 'Ten seconds at full thrust on the stand',
    type: 'TEST',
    status: 'RELEASED',
    reviewers: ['Samuel Reyes', 'Elena Petrova'],
    steps: [
      { title: 'Install the engine on the stand', location: 'Test stand 1' },
      { title: 'Chill down', location: 'Test stand 1', after: ['Install the engine on the stand'] },
      { title: 'Fire', location: 'Test stand 1', after: ['Chill down'] },
      { title: 'Inspect after the test', location: 'Test stand 1', after: ['Fire'] },
    ],
  },
  {
    title: 'Receive and inspect valves',
    description: 'Incoming inspection of bought valves',
    type: 'INSPECTION',
    status: 'IN_REVIEW',
    reviewers: ['David Mensah'],
    steps: [
      { title: 'Check papers', location: 'Receiving' },
      { title: 'Cycle the valve', location: 'Clean room', after: ['Check papers'] },
    ],
  },
  {
    title: 'Integrate second stage',
    description: 'Draft: engine, tanks and avionics of STG-1200',
    type: 'BUILD',
    status: 'DRAFT',
    reviewers: ['Jonas Weber'],
    steps: [
      { title: 'Hang the tanks', location: 'Integration hall' },
      { title: 'Mount the engine' },
      { title: 'Run the harness' },
    ],
  },
  {
    title: 'Rework a scratched seal face',
    description: 'Polish within 0.02 mm, then measure',
    type: 'REWORK',
    status: 'RELEASED',
    reviewers: ['Elena Petrova'],
    steps: [
      { title: 'Polish', location: 'Clean room' },
      { title: 'Measure', location: 'Clean room', after: ['Polish'] },
    ],
  },
];

/** Procedures with their steps, dependencies and requested reviewers. */
export async function sampleProcedures(sample: Sample): Promise<void> {
  for (const { reviewers, steps, ...values } of procedures) {
    const procedure = await sample.create('Procedure', values);
    sample.keep(values.title, procedure);
    await makeSteps(sample, steps, { procedureId: procedure.id }, new Map());
    for (const reviewer of reviewers) {
      await sample.create('ProcedureReviewRequest', { procedureId: procedure.id, reviewerId: sample.id(reviewer) });
    }
  }
}

async function makeSteps(
  sample: Sample,
  plans: readonly StepPlan[],
  owner: { procedureId: number } | { parentId: number },
  made: Map<string, number>,
): Promise<void> {
  for (const { title, content, location, after = [], steps = [] } of plans) {
    const step = await sample.create('Step', {
      title,
      content,
      ...owner,
      locationId: location && sample.id(location),
      upstreamStepIds: after.map((name) => made.get(name)),
    });
    made.set(title, step.id);
    await makeSteps(sample, steps, { parentId: step.id }, made);
  }
}
