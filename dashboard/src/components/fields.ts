import { useState } from 'react';
import type { Submission } from './forms';

/** The texts of a form, and what each field needs to show and change its own. */
export function useFields<T extends Record<string, string>>(initial: T) {
  const [values, setValues] = useState(initial);
  const field = (name: keyof T & string, submission: Submission) => ({
    name,
    value: values[name] as string,
    error: submission.error(name),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues(before => ({ ...before, [name]: value }));
    },
  });
  return { values, setValues, field };
}
