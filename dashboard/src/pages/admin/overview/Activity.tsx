import { SimpleGrid, Text } from '@mantine/core';
import type { AdminActivity } from '../../../api/admin';
import { Loaded } from '../../../components/Loaded';
import { useTexts } from '../../../text';
import { useActivity, type Range } from './figures';
import { Hashing, Refreshes, SessionsAlive, SignIns } from './Plots';
import { overview } from './text';

/** What all nodes did. */
export function Activity({ range }: { range: Range }) {
  const query = useActivity(range);
  return <Loaded query={query}>{activity => <Plots activity={activity} range={range} />}</Loaded>;
}

function Plots({ activity, range }: { activity: AdminActivity; range: Range }) {
  const t = useTexts(overview);
  const { since, until, series } = activity;
  const known = series.filter(point => point.nodes > 0);
  const shown = { since, until, points: series, span: range };
  return (
    <>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <SignIns {...shown} />
        <SessionsAlive {...shown} />
        <Refreshes {...shown} />
        <Hashing {...shown} />
      </SimpleGrid>
      {known.length < series.length ? (
        <Text size="sm" c="dimmed">
          {known.length === 0 ? t.nothingYet : t.gaps}
        </Text>
      ) : null}
    </>
  );
}
