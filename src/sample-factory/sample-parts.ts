import type { Sample } from './sample.ts';

type PartRow = [
  number: string,
  description: string,
  tracking: 'SERIAL' | 'LOT',
  sourcing: string,
  cost: number,
  leadTime: number,
  subtypes: string[],
];

const parts: readonly PartRow[] = [
  ['VEH-1000', 'Kestrel launch vehicle', 'SERIAL', 'MAKE', 1_850_000, 180, ['Assembly', 'Flight']],
  ['STG-1100', 'First stage', 'SERIAL', 'MAKE', 940_000, 120, ['Assembly', 'Flight']],
  ['STG-1200', 'Second stage', 'SERIAL', 'MAKE', 410_000, 90, ['Assembly', 'Flight']],
  ['ENG-2000', 'Kite engine, 25 kN', 'SERIAL', 'MAKE', 128_000, 60, ['Assembly', 'Flight']],
  ['ENG-2100', 'Thrust chamber', 'SERIAL', 'MAKE', 42_000, 45, ['Flight']],
  ['ENG-2200', 'Injector plate', 'SERIAL', 'MAKE', 18_500, 30, ['Flight']],
  ['ENG-2300', 'Turbopump', 'SERIAL', 'DUAL_SOURCE', 36_000, 50, ['Flight', 'Rotating']],
  ['ENG-2310', 'Turbine wheel', 'SERIAL', 'BUY', 9_800, 70, ['Rotating']],
  ['ENG-2400', 'Igniter', 'SERIAL', 'MAKE', 1_450, 14, ['Flight']],
  ['TNK-3000', 'Oxidizer tank', 'SERIAL', 'MAKE', 61_000, 40, ['Flight', 'Pressure vessel']],
  ['TNK-3100', 'Fuel tank', 'SERIAL', 'MAKE', 58_000, 40, ['Flight', 'Pressure vessel']],
  ['TNK-3200', 'Helium bottle', 'SERIAL', 'BUY', 12_400, 35, ['Pressure vessel']],
  ['VLV-4000', 'Main oxidizer valve', 'SERIAL', 'BUY', 7_900, 28, ['Flight', 'Cryogenic']],
  ['VLV-4100', 'Main fuel valve', 'SERIAL', 'BUY', 7_400, 28, ['Flight']],
  ['VLV-4200', 'Relief valve', 'SERIAL', 'BUY', 1_150, 21, []],
  ['AVN-5000', 'Flight computer', 'SERIAL', 'MAKE', 21_000, 45, ['Flight', 'Electronics']],
  ['AVN-5100', 'Inertial unit', 'SERIAL', 'BUY', 34_000, 60, ['Flight', 'Electronics']],
  ['AVN-5200', 'Battery pack', 'SERIAL', 'BUY', 4_600, 30, ['Electronics']],
  ['AVN-5300', 'Main harness', 'SERIAL', 'MAKE', 3_900, 20, ['Electronics']],
  ['STR-6000', 'Interstage, carbon', 'SERIAL', 'BUY', 27_000, 55, ['Flight', 'Composite']],
  ['STR-6100', 'Fairing half', 'SERIAL', 'BUY', 39_000, 75, ['Flight', 'Composite']],
  ['STR-6200', 'Thrust structure', 'SERIAL', 'MAKE', 15_500, 30, ['Flight']],
  ['FST-7000', 'Bolt M8×30, A286', 'LOT', 'BUY', 4.2, 10, ['Fastener']],
  ['FST-7010', 'Nut M8, A286', 'LOT', 'BUY', 1.6, 10, ['Fastener']],
  ['FST-7020', 'Washer M8', 'LOT', 'BUY', 0.35, 7, ['Fastener']],
  ['SEL-7100', 'Seal ring, PTFE, 42 mm', 'LOT', 'BUY', 11.5, 14, ['Cryogenic']],
  ['SEL-7110', 'Gasket, copper, 42 mm', 'LOT', 'BUY', 6.8, 14, []],
  ['MAT-8000', 'Aluminium sheet 2219, 4 mm', 'LOT', 'BUY', 310, 21, ['Raw material']],
  ['MAT-8100', 'Inconel 718 powder, kg', 'LOT', 'BUY', 96, 25, ['Raw material']],
  ['MAT-8200', 'Weld wire 2319, kg', 'LOT', 'BUY', 58, 14, ['Raw material']],
];

const tools: readonly [number: string, description: string][] = [
  ['TL-9000', 'Torque wrench, 5 to 50 Nm'],
  ['TL-9100', 'Leak detector, helium'],
  ['TL-9200', 'Engine lifting frame'],
];

/** What goes into an assembly: the planned bill of materials. */
const bills: readonly [assembly: string, part: string, quantity: number][] = [
  ['VEH-1000', 'STG-1100', 1],
  ['VEH-1000', 'STG-1200', 1],
  ['VEH-1000', 'STR-6000', 1],
  ['VEH-1000', 'STR-6100', 2],
  ['STG-1100', 'ENG-2000', 5],
  ['STG-1100', 'TNK-3000', 1],
  ['STG-1100', 'TNK-3100', 1],
  ['STG-1100', 'STR-6200', 1],
  ['STG-1200', 'ENG-2000', 1],
  ['STG-1200', 'AVN-5000', 1],
  ['STG-1200', 'AVN-5100', 1],
  ['ENG-2000', 'ENG-2100', 1],
  ['ENG-2000', 'ENG-2200', 1],
  ['ENG-2000', 'ENG-2300', 1],
  ['ENG-2000', 'ENG-2400', 2],
  ['ENG-2000', 'VLV-4000', 1],
  ['ENG-2000', 'VLV-4100', 1],
  ['ENG-2000', 'FST-7000', 48],
  ['ENG-2000', 'SEL-7100', 12],
  ['ENG-2300', 'ENG-2310', 1],
];

const onCapa = new Set(['SEL-7110', 'VLV-4200']);

/** Parts with their subtypes, tools and bills of materials. */
export async function sampleParts(sample: Sample): Promise<void> {
  for (const name of new Set(parts.flatMap(([, , , , , , subtypes]) => subtypes))) {
    sample.keep(`subtype ${name}`, await sample.create('PartSubtype', { name }));
  }
  for (const [partNumber, description, trackingType, sourcingStrategy, cost, leadTime, subtypes] of parts) {
    const partSubtypeIds = subtypes.map((name) => sample.id(`subtype ${name}`));
    const attributes = [
      { key: 'Program', value: 'Kestrel' },
      ...(onCapa.has(partNumber) ? [{ key: 'On CAPA?', value: true }] : []),
    ];
    const values = { partNumber, revision: 'A', description, trackingType, sourcingStrategy, cost, leadTime };
    sample.keep(partNumber, await sample.create('Part', { ...values, partSubtypeIds, attributes }));
  }
  for (const [partNumber, description] of tools) {
    const values = {
      partNumber,
      revision: 'A',
      description,
      partType: 'TOOL',
      trackingType: 'SERIAL',
      sourcingStrategy: 'BUY',
    };
    sample.keep(partNumber, await sample.create('Part', values));
  }
  for (const [assembly, part, quantity] of bills) {
    const values = { assemblyId: sample.id(assembly), partId: sample.id(part), quantity };
    sample.keep(`${assembly} needs ${part}`, await sample.create('MbomItem', values));
  }
}
