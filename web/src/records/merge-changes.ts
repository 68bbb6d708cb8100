import { type FormValues, formValuesOf, sameValue } from './form-values.ts';
import type { RecordTypeInfo } from './record-types.ts';
import type { RecordData } from './record-value.ts';

export interface TheirChange {
  field: string;
  label: string;
  /** What was read before, and what somebody made of it. */
  before: unknown;
  now: unknown;
  /** True when this form changed the same field: what was typed was kept, and saving overwrites theirs. */
  contested: boolean;
}

export interface Merge {
  base: FormValues;
  values: FormValues;
  theirs: TheirChange[];
}

/** Brings a form up to date with what others changed meanwhile, keeping everything that was typed in it. */
export function mergeChanges(type: RecordTypeInfo, base: FormValues, values: FormValues, fresh: RecordData): Merge {
  const now = formValuesOf(type, fresh);
  const merged = { ...values };
  const theirs: TheirChange[] = [];
  for (const field of type.fields) {
    const { name, label } = field;
    if (sameValue(field, base[name], now[name])) continue;
    const typed = !sameValue(field, values[name], base[name]);
    if (!typed) merged[name] = now[name];
    const contested = typed && !sameValue(field, values[name], now[name]);
    theirs.push({ field: name, label, before: base[name], now: now[name], contested });
  }
  return { base: now, values: merged, theirs };
}
