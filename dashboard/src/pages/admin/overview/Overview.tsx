import '@mantine/charts/styles.css';
import { Group, SegmentedControl, SimpleGrid, Text } from '@mantine/core';
import { useState } from 'react';
import type { AdminFigures } from '../../../api/admin';
import { Loaded } from '../../../components/Loaded';
import { Section } from '../../../components/Section';
import { useFormats, useLanguage, useTexts } from '../../../text';
import { Tile } from '../Tile';
import { byTheDay, useFigures, type Span } from './figures';
import { Now } from './Now';
import { Plot, type Line, type Point } from './Plot';
import { overview } from './text';

const COLOURS: Record<string, string> = { sign_ins: 'brand.5', failures: 'red.6' };
const OTHERS = 'teal.6';
/** Drawn together, because they are compared. */
const TOGETHER = ['sign_ins', 'failures'];

export function Overview() {
  const t = useTexts(overview);
  const [span, setSpan] = useState<Span>('day');
  const query = useFigures(span);
  const spans = Object.entries(t.spans).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Group>
        <SegmentedControl
          aria-label={t.span}
          data={spans}
          value={span}
          onChange={to => setSpan(to as Span)}
        />
      </Group>
      <Loaded query={query}>{figures => <Figures figures={figures} span={span} />}</Loaded>
      <Now />
    </>
  );
}

function Figures({ figures, span }: { figures: AdminFigures; span: Span }) {
  const t = useTexts(overview);
  const { totals } = figures;
  const points = figures.series as Point[];
  const others = Object.keys(points[0] ?? {}).filter(
    name => name !== 'at' && !TOGETHER.includes(name),
  );
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }} role="group" aria-label={t.totals}>
        <Tile label={t.users} value={totals.users} />
        <Tile label={t.activeUsers} value={totals.active_users} />
        <Tile label={t.activeSessions} value={totals.active_sessions} />
      </SimpleGrid>
      <Section title={t.signInsTitle}>
        <SignIns figures={figures} points={points} span={span} />
      </Section>
      {others.map(name => (
        <Section key={name} title={t.names[name] ?? name}>
          <Series names={[name]} points={points} span={span} label={t.names[name] ?? name} />
        </Section>
      ))}
    </>
  );
}

function SignIns({
  figures,
  points,
  span,
}: {
  figures: AdminFigures;
  points: Point[];
  span: Span;
}) {
  const t = useTexts(overview);
  const formats = useFormats();
  const all = (name: 'sign_ins' | 'failures') =>
    figures.series.reduce((sum, point) => sum + point[name], 0);
  const quiet = all('sign_ins') + all('failures') === 0;
  const said = t.summary(
    formats.time(figures.since),
    formats.time(figures.until),
    t.signIns(all('sign_ins')),
    t.failures(all('failures')),
  );
  return (
    <>
      <Text size="sm" c="dimmed">
        {quiet ? t.quiet : said}
      </Text>
      <Series names={TOGETHER} points={points} span={span} label={said} />
    </>
  );
}

function Series(props: { names: string[]; points: Point[]; span: Span; label: string }) {
  const t = useTexts(overview);
  const { locale } = useLanguage();
  const days = byTheDay(props.span);
  // Days begin at midnight UTC.
  const format = new Intl.DateTimeFormat(
    locale,
    days
      ? { day: 'numeric', month: 'short', timeZone: 'UTC' }
      : props.span === 'day'
        ? { hour: '2-digit', minute: '2-digit' }
        : { weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  );
  const lines: Line[] = props.names.map(name => ({
    name,
    label: t.names[name] ?? name,
    color: COLOURS[name] ?? OTHERS,
  }));
  return (
    <Plot
      label={props.label}
      points={props.points}
      lines={lines}
      tick={at => format.format(new Date(at))}
    />
  );
}
