import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { admin, type AdminFigures } from '../../../api/admin';
import { api } from '../../../api/client';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVERY_MILLIS = 5_000;
const MOST_KEPT = 120;
const A_MINUTE = 60_000;

export type Span = 'day' | 'week' | 'month' | 'year';

const SPANS: Record<Span, { millis: number; step: 'hour' | 'day' }> = {
  day: { millis: DAY, step: 'hour' },
  week: { millis: 7 * DAY, step: 'hour' },
  month: { millis: 30 * DAY, step: 'day' },
  year: { millis: 365 * DAY, step: 'day' },
};

export const byTheDay = (span: Span): boolean => SPANS[span].step === 'day';

/** The server's series of a span that ends now. */
export function useFigures(span: Span) {
  return useQuery({
    queryKey: ['admin-stats', span],
    queryFn: ({ signal }) => {
      const { millis, step } = SPANS[span];
      const since = new Date(Date.now() - millis).toISOString().replace(/\.\d+Z$/, 'Z');
      return admin.get<AdminFigures>('/stats', { since, step }, signal);
    },
    refetchInterval: A_MINUTE,
  });
}

/** What one node says of itself at a moment. */
export interface Sample {
  at: string;
  running: number;
  refreshes: number;
  waiting: number;
  wait: number;
}

interface Counts {
  millis: number;
  refreshes: number;
  hashed: number;
  waitedSeconds: number;
}

/** Samples of `/metrics` since the page was opened; what only grows becomes what it grew by. */
export function useSamples() {
  const query = useQuery({
    queryKey: ['admin-metrics'],
    queryFn: async ({ signal }) => (await api.get<string>('/metrics', { signal })).data,
    refetchInterval: EVERY_MILLIS,
    gcTime: 0,
  });
  const [kept, setKept] = useState<{ before: Counts | null; samples: Sample[] }>({
    before: null,
    samples: [],
  });
  const { data, dataUpdatedAt } = query;
  useEffect(() => {
    if (data !== undefined) {
      setKept(({ before, samples }) => {
        const now = counts(data, dataUpdatedAt);
        const fresh = before === null ? [] : [sample(data, before, now)];
        return { before: now, samples: [...samples, ...fresh].slice(-MOST_KEPT) };
      });
    }
  }, [data, dataUpdatedAt]);
  return { query, samples: kept.samples };
}

function counts(text: string, millis: number): Counts {
  return {
    millis,
    refreshes: sum(text, /^gatehouse_http_request_duration_seconds_count\{.*\/refresh"/),
    hashed: sum(text, /^gatehouse_hash_finished/),
    waitedSeconds: sum(text, /^gatehouse_hash_waited_seconds/),
  };
}

function sample(text: string, before: Counts, now: Counts): Sample {
  const hashed = now.hashed - before.hashed;
  const waited = (now.waitedSeconds - before.waitedSeconds) * 1000;
  const minutes = Math.max(1, now.millis - before.millis) / A_MINUTE;
  // A node that was started anew counts from zero.
  const grown = (value: number) => Math.max(0, Math.round(value));
  return {
    at: new Date(now.millis).toISOString(),
    running: sum(text, /^gatehouse_http_requests_running/),
    refreshes: grown((now.refreshes - before.refreshes) / minutes),
    waiting: sum(text, /^gatehouse_hash_waiting/),
    wait: hashed > 0 ? grown(waited / hashed) : 0,
  };
}

/** Adds up the lines of the Prometheus text format that begin so. */
export function sum(text: string, line: RegExp): number {
  return text
    .split('\n')
    .filter(candidate => line.test(candidate))
    .map(found => Number(found.slice(found.lastIndexOf(' ') + 1)))
    .filter(Number.isFinite)
    .reduce((all, value) => all + value, 0);
}
