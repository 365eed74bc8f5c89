import { problemOf } from '@gatehouse/react';
import { QueryClient } from '@tanstack/react-query';

const ANSWERS_WORTH_ANOTHER_TRY = new Set([0, 502, 503, 504]);

/** What was asked of the server, kept while pages show it. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Offline is for the page to say, and not for the query to wait out in silence.
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (failures, error) =>
        failures < 2 && ANSWERS_WORTH_ANOTHER_TRY.has(problemOf(error).status),
    },
  },
});
