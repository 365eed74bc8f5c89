import { useAuth } from '@gatehouse/react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLive, type LiveEvent } from '../api/live';

/** What each kind of event has changed of what pages show. */
const CHANGES: Record<LiveEvent['type'], string[]> = {
  'session.started': ['sessions', 'events'],
  'session.ended': ['sessions', 'events'],
  'security.event': ['factors', 'passkeys', 'api-keys', 'events'],
  'user.changed': ['events'],
  'token.expiring': [],
};

/** Listens to the server, and asks again for whatever an event has changed. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { reload } = useAuth();
  const queries = useQueryClient();
  useLive(event => {
    if (event.type === 'user.changed') {
      void reload();
    }
    CHANGES[event.type].forEach(key => void queries.invalidateQueries({ queryKey: [key] }));
  });
  return children;
}
