import '@mantine/charts/styles.css';
import { SegmentedControl, SimpleGrid, Text } from '@mantine/core';
import { useState } from 'react';
import { Loaded } from '../../../components/Loaded';
import { useTexts } from '../../../text';
import { Tile } from '../Tile';
import { Activity } from './Activity';
import { useFigures, type Span } from './figures';
import { SignIns } from './Plots';
import { overview } from './text';

export function Overview() {
  const t = useTexts(overview);
  const [span, setSpan] = useState<Span>('day');
  const figures = useFigures(span === 'year');
  const spans = Object.entries(t.spans).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Loaded query={figures}>
        {({ totals }) => (
          <SimpleGrid cols={{ base: 1, xs: 3 }} role="group" aria-label={t.totals}>
            <Tile label={t.users} value={totals.users} />
            <Tile label={t.activeUsers} value={totals.active_users} />
            <Tile label={t.activeSessions} value={totals.active_sessions} />
          </SimpleGrid>
        )}
      </Loaded>
      <div className="gh-scroll">
        <SegmentedControl
          size="xs"
          aria-label={t.span}
          data={spans}
          value={span}
          onChange={to => setSpan(to as Span)}
        />
      </div>
      {span === 'year' ? (
        <Loaded query={figures}>
          {year => (
            <>
              <SignIns since={year.since} until={year.until} points={year.series} span="year" />
              <Text size="sm" c="dimmed">
                {t.yearText}
              </Text>
            </>
          )}
        </Loaded>
      ) : (
        <Activity key={span} range={span} />
      )}
    </>
  );
}
