import { plural, texts } from '../../../text';

export const overview = texts(
  {
    totals: 'At this moment',
    users: 'Users',
    activeUsers: 'Users who may sign in',
    activeSessions: 'Sessions alive',
    span: 'Span',
    spans: {
      hour: '1 hour',
      day: '24 hours',
      week: '7 days',
      month: '30 days',
      year: '1 year',
    },
    signInsTitle: 'Sign-ins and failures',
    summary: (from: string, to: string, signIns: string, failures: string) =>
      `${signIns} and ${failures} between ${from} and ${to}.`,
    signIns: (n: number) => plural('en', n, 'sign-in', 'sign-ins'),
    failures: (n: number) => plural('en', n, 'failure', 'failures'),
    quiet: 'Nobody signed in, and nobody tried to.',
    asTable: 'Show as a table',
    asPlot: 'Show as a plot',
    at: 'When',
    names: {
      sign_ins: 'Sign-ins',
      failures: 'Failures',
      active_sessions: 'Sessions alive',
      refreshes: 'Refreshes',
      hash_wait_ms: 'On average (ms)',
      hash_wait_longest_ms: 'At the longest (ms)',
    },
    hashTitle: 'Wait for password hashing',
    alive: (most: number) =>
      `At most ${plural('en', most, 'session', 'sessions')} at a time, counted once a minute.`,
    refreshed: (n: number) => `${plural('en', n, 'refresh', 'refreshes')} on all nodes.`,
    hashed: (n: number, longest: number) =>
      `${plural('en', n, 'password was', 'passwords were')} hashed; the longest wait was ${Math.round(longest)} ms.`,
    yearText: 'Of a year only the sign-ins are known: the rest is kept for 35 days.',
    unknown: 'No node has written anything down yet.',
    nothingYet: 'Each node writes once a minute: the first figures come soon.',
    gaps: 'Where a line is missing, no node was running, or none could reach the database.',
  },
  {
    totals: 'In diesem Augenblick',
    users: 'Benutzer',
    activeUsers: 'Benutzer, die sich anmelden dürfen',
    activeSessions: 'Lebende Sitzungen',
    span: 'Zeitraum',
    spans: {
      hour: '1 Stunde',
      day: '24 Stunden',
      week: '7 Tage',
      month: '30 Tage',
      year: '1 Jahr',
    },
    signInsTitle: 'Anmeldungen und Fehlversuche',
    summary: (from: string, to: string, signIns: string, failures: string) =>
      `${signIns} und ${failures} zwischen ${from} und ${to}.`,
    signIns: (n: number) => plural('de', n, 'Anmeldung', 'Anmeldungen'),
    failures: (n: number) => plural('de', n, 'Fehlversuch', 'Fehlversuche'),
    quiet: 'Niemand hat sich angemeldet oder es versucht.',
    asTable: 'Als Tabelle zeigen',
    asPlot: 'Als Kurve zeigen',
    at: 'Wann',
    names: {
      sign_ins: 'Anmeldungen',
      failures: 'Fehlversuche',
      active_sessions: 'Lebende Sitzungen',
      refreshes: 'Erneuerungen',
      hash_wait_ms: 'Im Mittel (ms)',
      hash_wait_longest_ms: 'Am längsten (ms)',
    },
    hashTitle: 'Wartezeit beim Passwort-Hashen',
    alive: (most: number) =>
      `Höchstens ${plural('de', most, 'Sitzung', 'Sitzungen')} zugleich, einmal in der Minute gezählt.`,
    refreshed: (n: number) => `${plural('de', n, 'Erneuerung', 'Erneuerungen')} auf allen Knoten.`,
    hashed: (n: number, longest: number) =>
      `${plural('de', n, 'Passwort', 'Passwörter')} gehasht; am längsten gewartet: ${Math.round(longest)} ms.`,
    yearText:
      'Von einem Jahr sind nur die Anmeldungen bekannt: alles andere wird 35 Tage aufgehoben.',
    unknown: 'Noch hat kein Knoten etwas aufgeschrieben.',
    nothingYet: 'Jeder Knoten schreibt einmal in der Minute: die ersten Zahlen kommen bald.',
    gaps: 'Wo eine Linie fehlt, lief kein Knoten, oder keiner erreichte die Datenbank.',
  },
);
