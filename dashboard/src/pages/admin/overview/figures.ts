import { useQuery } from '@tanstack/react-query';
import { admin, type AdminActivity, type AdminFigures } from '../../../api/admin';

const DAY = 86_400_000;
const A_MINUTE = 60_000;

/** What every node writes down is kept for a month; sign-ins are in the audit for longer. */
export type Range = 'hour' | 'day' | 'week' | 'month';
export type Span = Range | 'year';

/** How many there are now, and the sign-ins of a year when they are asked for. */
export function useFigures(year: boolean) {
  return useQuery({
    queryKey: ['admin-stats', year],
    queryFn: ({ signal }) => {
      const since = new Date(Date.now() - 365 * DAY).toISOString().replace(/\.\d+Z$/, 'Z');
      return admin.get<AdminFigures>('/stats', year ? { since, step: 'day' } : {}, signal);
    },
    refetchInterval: A_MINUTE,
  });
}

/** What all nodes did, up to now. */
export function useActivity(range: Range) {
  return useQuery({
    queryKey: ['admin-activity', range],
    queryFn: ({ signal }) => admin.get<AdminActivity>('/stats/series', { range }, signal),
    refetchInterval: A_MINUTE,
  });
}
