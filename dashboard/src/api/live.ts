import { useAuth } from '@gatehouse/react';
import { useEffect, useEffectEvent } from 'react';
import { api, dataOf } from './client';

/** What the server tells of one's own account as it happens. */
export interface LiveEvent {
  type: 'session.started' | 'session.ended' | 'security.event' | 'user.changed' | 'token.expiring';
  id: string;
  at: string;
  data: Record<string, unknown>;
}

/** The close code of a session that is over. */
const SESSION_OVER = 4401;
const FIRST_PAUSE_MILLIS = 1_000;
const LONGEST_PAUSE_MILLIS = 30_000;

/** Listens while somebody is signed in, and comes back after every interruption but the session's end. */
export function useLive(onEvent: (event: LiveEvent) => void): void {
  const { user } = useAuth();
  const id = user?.id;
  const heard = useEffectEvent(onEvent);
  useEffect(() => (id === undefined ? undefined : listen(event => heard(event))), [id]);
}

function listen(onEvent: (event: LiveEvent) => void): () => void {
  let ended = false;
  let socket: WebSocket | null = null;
  let pause = FIRST_PAUSE_MILLIS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let token: string | undefined;

  const again = () => {
    if (!ended) {
      timer = setTimeout(() => void open(), pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  };
  const closed = (code: number) => {
    if (ended) {
      return;
    }
    if (code === SESSION_OVER) {
      // The token ran out, or the session was ended: the refresh finds out which, and leaves the page if it was the latter.
      api.session.refresh(token).then(again, () => again());
    } else {
      again();
    }
  };
  const open = async () => {
    token = api.session.tokens()?.accessToken;
    try {
      const answer = await api.post<unknown>('/api/auth/ws/ticket');
      const { ticket } = dataOf<{ ticket: string }>(answer);
      if (ended) {
        return;
      }
      const address = new URL('/ws', window.location.href);
      address.protocol = address.protocol.replace('http', 'ws');
      address.searchParams.set('ticket', ticket);
      socket = new WebSocket(address);
      socket.onopen = () => (pause = FIRST_PAUSE_MILLIS);
      socket.onmessage = message => onEvent(JSON.parse(String(message.data)) as LiveEvent);
      socket.onclose = event => closed(event.code);
    } catch {
      again();
    }
  };
  void open();
  return () => {
    ended = true;
    clearTimeout(timer);
    socket?.close();
  };
}
