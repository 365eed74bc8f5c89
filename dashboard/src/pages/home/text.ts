import { texts } from '../../text';

const ACTIONS_EN: Record<string, string> = {
  'session.started': 'Signed in',
  'session.ended': 'Session ended',
};
const ACTIONS_DE: Record<string, string> = {
  'session.started': 'Angemeldet',
  'session.ended': 'Sitzung beendet',
};

export const home = texts(
  {
    hello: (name: string) => `Hello, ${name}`,
    member: (when: string) => `Member since ${when}`,
    lastLogin: (when: string) => `Last sign-in ${when}`,
    toDo: 'Left to secure',
    allDone: 'Everything is set up. Well done.',
    verify: 'Confirm your email address',
    factor: 'Set up a second factor',
    codes: 'Make new recovery codes: few are left',
    passkey: 'Add a passkey',
    go: 'Do it',
    sessions: 'Where you are signed in',
    allSessions: 'All sessions',
    events: 'Recent security events',
    noEvents: 'Nothing happened while this page was open. New events appear at once.',
    actions: ACTIONS_EN,
    refused: 'refused',
  },
  {
    hello: (name: string) => `Hallo, ${name}`,
    member: (when: string) => `Dabei seit ${when}`,
    lastLogin: (when: string) => `Letzte Anmeldung ${when}`,
    toDo: 'Noch abzusichern',
    allDone: 'Alles ist eingerichtet. Gut gemacht.',
    verify: 'Bestätigen Sie Ihre E-Mail-Adresse',
    factor: 'Richten Sie einen zweiten Faktor ein',
    codes: 'Legen Sie neue Wiederherstellungscodes an: Es sind nur noch wenige',
    passkey: 'Fügen Sie einen Passkey hinzu',
    go: 'Erledigen',
    sessions: 'Wo Sie angemeldet sind',
    allSessions: 'Alle Sitzungen',
    events: 'Letzte Sicherheitsereignisse',
    noEvents:
      'Seit diese Seite offen ist, ist nichts geschehen. Neue Ereignisse erscheinen sofort.',
    actions: ACTIONS_DE,
    refused: 'abgelehnt',
  },
);
