import { texts } from '../../../text';

export const sessions = texts(
  {
    text: 'Who is signed in now, all users together. A user’s own sessions are on the user’s page.',
    count: 'Sessions alive',
    cleanUp: 'Remove expired sessions',
    cleanUpText: 'The server does this every minute by itself.',
    cleanedUp: (n: number) =>
      n === 1 ? 'One expired session was removed.' : `${n} expired sessions were removed.`,
  },
  {
    text: 'Wer gerade angemeldet ist, alle Benutzer zusammen. Die Sitzungen eines Benutzers stehen auf seiner Seite.',
    count: 'Lebende Sitzungen',
    cleanUp: 'Abgelaufene Sitzungen entfernen',
    cleanUpText: 'Der Server tut das jede Minute von selbst.',
    cleanedUp: (n: number) =>
      n === 1
        ? 'Eine abgelaufene Sitzung wurde entfernt.'
        : `${n} abgelaufene Sitzungen wurden entfernt.`,
  },
);
