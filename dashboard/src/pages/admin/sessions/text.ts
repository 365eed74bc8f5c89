import { texts } from '../../../text';

export const sessions = texts(
  {
    text: 'Who is signed in now, all users together.',
    count: 'Sessions alive',
    all: 'Sessions of all users',
    allText: 'The newest first. Those that are over are kept for a while.',
    none: 'No session is like that.',
    userHint: 'Whole email address or ID',
    notWhole: 'Type the whole email address or ID; nothing is listed until then.',
    notWholeId: 'Type the whole ID; nothing is listed until then.',
    ways: {
      pwd: 'Password',
      otp: 'Code of an app',
      recovery: 'Recovery code',
      hwk: 'Passkey of one device',
      swk: 'Passkey with copies',
      carried: 'Carried over',
    },
    used: (ago: string) => `last used ${ago}`,
    end: 'End',
    endQuestion: (device: string) => `The user is signed out on ${device} at once.`,
    cleanUp: 'Remove expired sessions',
    cleanUpText: 'The server does this every minute by itself.',
    cleanedUp: (n: number) =>
      n === 1 ? 'One expired session was removed.' : `${n} expired sessions were removed.`,
  },
  {
    text: 'Wer gerade angemeldet ist, alle Benutzer zusammen.',
    count: 'Lebende Sitzungen',
    all: 'Sitzungen aller Benutzer',
    allText: 'Die neuesten zuerst. Beendete werden eine Weile aufgehoben.',
    none: 'So ist keine Sitzung.',
    userHint: 'Ganze E-Mail-Adresse oder ID',
    notWhole: 'Geben Sie die ganze E-Mail-Adresse oder ID ein; bis dahin erscheint keine Liste.',
    notWholeId: 'Geben Sie die ganze ID ein; bis dahin erscheint keine Liste.',
    ways: {
      pwd: 'Passwort',
      otp: 'Code einer App',
      recovery: 'Wiederherstellungscode',
      hwk: 'Passkey eines Geräts',
      swk: 'Passkey mit Kopien',
      carried: 'Übernommen',
    },
    used: (ago: string) => `zuletzt benutzt ${ago}`,
    end: 'Beenden',
    endQuestion: (device: string) => `Der Benutzer wird auf ${device} sofort abgemeldet.`,
    cleanUp: 'Abgelaufene Sitzungen entfernen',
    cleanUpText: 'Der Server tut das jede Minute von selbst.',
    cleanedUp: (n: number) =>
      n === 1
        ? 'Eine abgelaufene Sitzung wurde entfernt.'
        : `${n} abgelaufene Sitzungen wurden entfernt.`,
  },
);
