import { useAuth } from '@gatehouse/react';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useLive, type LiveEvent } from '../api/live';

const MOST_KEPT = 20;

const Context = createContext<LiveEvent[]>([]);

/** What happened to one's account since the page was opened, the newest first. */
export function useHappened(): LiveEvent[] {
  return useContext(Context);
}

/** Listens to the server, and asks again for whatever an event has changed. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { reload } = useAuth();
  const queries = useQueryClient();
  const [happened, setHappened] = useState<LiveEvent[]>([]);
  useLive(event => {
    if (event.type === 'session.started' || event.type === 'session.ended') {
      void queries.invalidateQueries({ queryKey: ['sessions'] });
    } else if (event.type === 'user.changed') {
      void reload();
    } else if (event.type === 'security.event') {
      void queries.invalidateQueries({ queryKey: ['factors'] });
      void queries.invalidateQueries({ queryKey: ['passkeys'] });
    }
    if (event.type !== 'token.expiring') {
      setHappened(before =>
        before.some(known => known.id === event.id && known.type === event.type)
          ? before
          : [event, ...before].slice(0, MOST_KEPT),
      );
    }
  });
  const value = useMemo(() => happened, [happened]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}
