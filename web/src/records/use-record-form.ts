import { useState } from 'react';
import { isRequestError } from '../api/graphql-request-error.ts';
import { showFailure } from '../components/toasts.tsx';
import { type FormValues, faultsOf } from './form-values.ts';
import type { RecordTypeInfo } from './record-types.ts';

/** The state of a record's form. Whatever a save answers, what was typed stays. */
export function useRecordForm(type: RecordTypeInfo, initial: FormValues, creating: boolean) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  return {
    values,
    errors,
    setValues,
    change: (field: string, value: unknown) => {
      setValues((before) => ({ ...before, [field]: value }));
      setErrors(({ [field]: _, ...others }) => others);
    },
    /** Back to what was read, with nothing to find fault with. */
    reset: (to: FormValues) => {
      setValues(to);
      setErrors({});
    },
    /** True when everything required is there and can be read; marks what is not. */
    check: () => {
      const faults = faultsOf(type, values, creating);
      setErrors(faults);
      return Object.keys(faults).length === 0;
    },
    /** Puts the server's problems at their fields, the rest in a toast. */
    showError: (error: unknown) => {
      const problems = isRequestError(error) ? error.problems : [];
      const named = problems.flatMap((problem) => {
        const field = type.fields.find(({ name, inputName }) => problem.field === name || problem.field === inputName);
        return field ? [[field.name, problem.message] as const] : [];
      });
      setErrors(Object.fromEntries(named));
      if (problems.length === 0 || named.length < problems.length) showFailure(error);
    },
  };
}
