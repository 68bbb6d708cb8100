import type { Sample } from './sample.ts';
import { sampleIssues } from './sample-issues.ts';

const stock: readonly [part: string, serials: readonly string[], location: string, status?: string][] = [
  ['ENG-2100', ['TC-0101', 'TC-0102', 'TC-0103'], 'Stockroom'],
  ['ENG-2200', ['INJ-0201', 'INJ-0202'], 'Stockroom'],
  ['ENG-2300', ['TP-0301', 'TP-0302'], 'Clean room'],
  ['ENG-2400', ['IG-0401', 'IG-0402', 'IG-0403', 'IG-0404'], 'Stockroom'],
  ['VLV-4000', ['MOV-1001', 'MOV-1002'], 'Clean room'],
  ['VLV-4100', ['MFV-1101', 'MFV-1102'], 'Clean room'],
  ['VLV-4200', ['RV-1201'], 'Quarantine', 'UNAVAILABLE'],
  ['TNK-3200', ['HE-2001', 'HE-2002'], 'Stockroom'],
  ['AVN-5000', ['FC-5001'], 'Clean room'],
  ['AVN-5100', ['IMU-5101'], 'Clean room'],
  ['AVN-5200', ['BAT-5201', 'BAT-5202'], 'Stockroom'],
  ['TL-9000', ['TW-07'], 'Clean room'],
];

const lots: readonly [part: string, lot: string, quantity: number][] = [
  ['SEL-7100', 'S-118', 140],
  ['SEL-7110', 'S-119', 60],
  ['MAT-8000', 'AL-2219-77', 24],
  ['MAT-8100', 'IN718-31', 85.5],
  ['MAT-8200', 'W2319-09', 12],
];

/** Runs: procedure, what is built, and how far the steps are; the runs' own states follow from them. */
const runs: readonly [title: string, procedure: string, part: string, steps: readonly string[]][] = [
  [
    'Engine 1',
    'Assemble engine ENG-2000',
    'ENG-2000',
    ['COMPLETE', 'COMPLETE', 'COMPLETE', 'COMPLETE', 'COMPLETE', 'COMPLETE', 'COMPLETE'],
  ],
  ['Engine 2', 'Assemble engine ENG-2000', 'ENG-2000', ['COMPLETE', 'COMPLETE', 'COMPLETE', 'IN_PROGRESS']],
  ['Engine 3', 'Assemble engine ENG-2000', 'ENG-2000', []],
  ['Oxidizer tank 1', 'Weld oxidizer tank', 'TNK-3000', ['COMPLETE', 'COMPLETE', 'REDLINE']],
  ['Oxidizer tank 2', 'Weld oxidizer tank', 'TNK-3000', ['COMPLETE', 'HOLD']],
  ['Acceptance of engine 1', 'Hot fire acceptance test', 'ENG-2000', ['COMPLETE', 'IN_PROGRESS']],
];

/** Inventory in stock, runs in several states, a kit, installed parts, and the issues of all that. */
export async function sampleWork(sample: Sample): Promise<void> {
  await makeStock(sample);
  for (const [title, procedure, part, statuses] of runs) await makeRun(sample, title, procedure, part, statuses);
  await installIntoEngine(sample);
  await makeKit(sample);
  await sampleIssues(sample);
}

async function makeStock(sample: Sample): Promise<void> {
  for (const [part, serials, location, status] of stock) {
    for (const serialNumber of serials) {
      const values = { partId: sample.id(part), serialNumber, locationId: sample.id(location), status };
      sample.keep(serialNumber, await sample.create('PartInventory', values));
    }
  }
  for (const [part, lotNumber, quantity] of lots) {
    const values = { partId: sample.id(part), lotNumber, quantity, locationId: sample.id('Stockroom') };
    sample.keep(lotNumber, await sample.create('PartInventory', values));
  }
}

async function makeRun(sample: Sample, title: string, procedure: string, part: string, statuses: readonly string[]) {
  const isTest = procedure.startsWith('Hot fire');
  const values = { title, procedureId: sample.id(procedure), partId: sample.id(part) };
  const run = await sample.create(
    'Run',
    isTest ? { ...values, partInventoryId: sample.id('Engine 1 inventory') } : values,
  );
  sample.keep(title, run);
  sample.keep(`${title} inventory`, { id: run.partInventoryId as number, _etag: '' });
  const steps = await sample.stepsOf(run.id);
  for (const [index, step] of steps.entries()) {
    sample.keep(`${title}: ${step.title}`, step);
    await makeFields(sample, step.id, String(step.title), statuses[index] === 'COMPLETE');
    const status = statuses[index];
    if (status) await sample.update('RunStep', step.id, { status });
  }
}

async function makeFields(sample: Sample, runStepId: number, title: string, isDone: boolean): Promise<void> {
  if (title.startsWith('Torque')) {
    await sample.create('RunStepField', {
      runStepId,
      name: 'Final torque (Nm)',
      type: 'NUMBER',
      required: true,
      value: isDone ? 24 : null,
    });
    await sample.create('RunStepField', { runStepId, name: 'Wrench', type: 'STRING', value: isDone ? 'TW-07' : null });
  }
  if (title === 'Leak check') {
    await sample.create('RunStepField', {
      runStepId,
      name: 'Leak rate (mbar l/s)',
      type: 'NUMBER',
      required: true,
      value: isDone ? 0.00002 : null,
    });
    await sample.create('RunStepField', {
      runStepId,
      name: 'Signed off',
      type: 'SIGNOFF',
      required: true,
      value: isDone ? 'David Mensah' : null,
    });
  }
}

async function installIntoEngine(sample: Sample): Promise<void> {
  await sample.update('PartInventory', sample.id('Engine 1 inventory'), {
    serialNumber: 'ENG-0001',
    status: 'AVAILABLE',
    locationId: sample.id('Test stand 1'),
  });
  for (const [part, serialNumber] of [
    ['ENG-2100', 'TC-0101'],
    ['ENG-2200', 'INJ-0201'],
    ['ENG-2300', 'TP-0301'],
  ] as const) {
    const requirement = await sample.create('BuildRequirement', {
      partInventoryId: sample.id('Engine 1 inventory'),
      runId: sample.id('Engine 1'),
      partId: sample.id(part),
      mbomItemId: sample.id(`ENG-2000 needs ${part}`),
    });
    await sample.create('AbomInstallation', {
      buildRequirementId: requirement.id,
      partInventoryId: sample.id(serialNumber),
      installedAt: '2026-10-21T09:30:00Z',
    });
    await sample.update('PartInventory', sample.id(serialNumber), { status: 'INSTALLED', locationId: null });
  }
}

async function makeKit(sample: Sample): Promise<void> {
  const kit = await sample.create('PartKit', {
    status: 'IN_PROGRESS',
    runId: sample.id('Engine 3'),
    locationId: sample.id('Stockroom'),
  });
  for (const [part, quantity] of [
    ['ENG-2100', 1],
    ['ENG-2200', 1],
    ['FST-7000', 48],
  ] as const) {
    await sample.create('PartKitItem', { partKitId: kit.id, partId: sample.id(part), quantity });
  }
}
