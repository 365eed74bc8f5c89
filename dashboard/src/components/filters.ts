import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useEffectEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { given } from '../api/admin';

const PAUSE_MILLIS = 300;

/** What a list is narrowed down by, kept in the page's address; asked for when somebody pauses typing. */
export function useFilters<K extends string>(names: readonly K[]) {
  const [params, setParams] = useSearchParams();
  const [values, setValues] = useState(
    () =>
      Object.fromEntries(names.map(name => [name, params.get(name) ?? ''])) as Record<K, string>,
  );
  const [settled] = useDebouncedValue(values, PAUSE_MILLIS);
  const write = useEffectEvent((chosen: Record<K, string>) =>
    setParams(given(chosen), { replace: true }),
  );
  useEffect(() => write(settled), [settled]);
  const field = (name: K) => ({
    name,
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues(before => ({ ...before, [name]: value }));
    },
  });
  return { filters: settled, field };
}
