import { Text } from '@mantine/core';
import type { AdminSpell } from '../../../api/admin';
import { Section } from '../../../components/Section';
import { useFormats, useLanguage, useTexts } from '../../../text';
import type { Span } from './figures';
import { Plot, type Line } from './Plot';
import { overview } from './text';

interface Shown<P> {
  since: string;
  until: string;
  points: P[];
  span: Span;
}

type Figure = Exclude<keyof AdminSpell, 'at' | 'nodes'>;

export function SignIns(shown: Shown<Pick<AdminSpell, 'at' | 'sign_ins' | 'failures'>>) {
  const t = useTexts(overview);
  const formats = useFormats();
  const signIns = shown.points.reduce((sum, point) => sum + point.sign_ins, 0);
  const failures = shown.points.reduce((sum, point) => sum + point.failures, 0);
  const said =
    signIns + failures === 0
      ? t.quiet
      : t.summary(
          formats.time(shown.since),
          formats.time(shown.until),
          t.signIns(signIns),
          t.failures(failures),
        );
  return (
    <Figures
      shown={shown}
      title={t.signInsTitle}
      said={said}
      lines={[
        { name: 'sign_ins', label: t.names.sign_ins, color: 'brand.5' },
        { name: 'failures', label: t.names.failures, color: 'red.6' },
      ]}
    />
  );
}

export function SessionsAlive(shown: Shown<AdminSpell>) {
  const t = useTexts(overview);
  const counts = known(shown.points, 'active_sessions');
  return (
    <Figures
      shown={shown}
      title={t.names.active_sessions}
      said={counts.length === 0 ? null : t.alive(Math.max(...counts))}
      lines={[{ name: 'active_sessions', label: t.names.active_sessions, color: 'teal.6' }]}
    />
  );
}

export function Refreshes(shown: Shown<AdminSpell>) {
  const t = useTexts(overview);
  const counts = known(shown.points, 'refreshes');
  const all = counts.reduce((sum, count) => sum + count, 0);
  return (
    <Figures
      shown={shown}
      title={t.names.refreshes}
      said={counts.length === 0 ? null : t.refreshed(all)}
      lines={[{ name: 'refreshes', label: t.names.refreshes, color: 'brand.5' }]}
    />
  );
}

export function Hashing(shown: Shown<AdminSpell>) {
  const t = useTexts(overview);
  const waits = known(shown.points, 'hash_wait_longest_ms');
  const hashes = known(shown.points, 'hashes').reduce((sum, count) => sum + count, 0);
  return (
    <Figures
      shown={shown}
      title={t.hashTitle}
      said={waits.length === 0 ? null : t.hashed(hashes, Math.max(...waits))}
      lines={[
        { name: 'hash_wait_ms', label: t.names.hash_wait_ms, color: 'grape.5' },
        { name: 'hash_wait_longest_ms', label: t.names.hash_wait_longest_ms, color: 'orange.6' },
      ]}
    />
  );
}

function Figures({
  shown,
  title,
  said,
  lines,
}: {
  shown: Shown<Partial<AdminSpell> & { at: string }>;
  title: string;
  /** Null when nothing is known. */
  said: string | null;
  lines: Line[];
}) {
  const t = useTexts(overview);
  const tick = useTick(shown.span);
  return (
    <Section title={title}>
      <Text size="sm" c="dimmed">
        {said ?? t.unknown}
      </Text>
      {said === null ? null : (
        <Plot label={`${title}: ${said}`} points={shown.points} lines={lines} tick={tick} />
      )}
    </Section>
  );
}

function known(points: AdminSpell[], name: Figure): number[] {
  return points.map(point => point[name]).filter(value => value !== null);
}

/** How times are written on the axis. */
function useTick(span: Span): (at: string) => string {
  const { locale } = useLanguage();
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const format = new Intl.DateTimeFormat(
    locale,
    span === 'year'
      ? { day: 'numeric', month: 'short', timeZone: 'UTC' } // days begin at midnight UTC
      : span === 'month'
        ? { day: 'numeric', month: 'short', ...clock }
        : span === 'week'
          ? { weekday: 'short', day: 'numeric', ...clock }
          : clock,
  );
  return at => format.format(new Date(at));
}
