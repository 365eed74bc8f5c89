import { problemOf } from '@gatehouse/react';
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../text';
import { common } from '../text/common';
import { ProblemAlert } from './forms';

/** A query, of one thing or of pages. */
interface Query<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => Promise<unknown>;
}

/** What a query brought; before that its outline, or what went wrong and a way to try again. */
export function Loaded<T>({
  query,
  empty,
  children,
}: {
  query: Query<T>;
  /** Said of a list without entries. */
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const t = useTexts(common);
  if (query.data === undefined) {
    return query.error === null ? (
      <Stack aria-busy="true" aria-label={t.loading}>
        <Skeleton height={18} />
        <Skeleton height={18} width="80%" />
        <Skeleton height={18} width="60%" />
      </Stack>
    ) : (
      <Stack>
        <ProblemAlert problem={problemOf(query.error)} />
        <Group>
          <Button variant="default" onClick={() => void query.refetch()}>
            {t.retry}
          </Button>
        </Group>
      </Stack>
    );
  }
  return Array.isArray(query.data) && query.data.length === 0 ? (
    <Text c="dimmed">{empty ?? t.empty}</Text>
  ) : (
    children(query.data)
  );
}
