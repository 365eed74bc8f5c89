/**
 * What the server answers, in German. Its answers have no codes, but its sentences are part of its contract: they are the
 * keys here, and a test finds each of them in the server's source. `{}` stands for a number or a name.
 */
export const SENTENCES: Record<string, string> = {
  // signing in and up
  'Invalid email or password': 'E-Mail oder Passwort ist falsch.',
  'Invalid password': 'Das Passwort ist falsch.',
  'Invalid code': 'Der Code ist falsch.',
  'Invalid passkey': 'Dieser Passkey gilt hier nicht.',
  'Invalid token': 'Der Link oder die Anmeldung gilt nicht mehr.',
  'Invalid credentials': 'Die Anmeldung gilt nicht mehr.',
  'Invalid or expired session': 'Die Sitzung ist abgelaufen.',
  'Sign in again': 'Bitte melden Sie sich neu an.',
  'Prove who you are once more': 'Bitte bestätigen Sie noch einmal, dass Sie es sind.',
  'Email already registered': 'Mit dieser E-Mail gibt es schon ein Konto.',
  'Registration is closed': 'Neue Konten werden nicht angelegt.',
  'Registration is by invitation only': 'Ein Konto gibt es nur mit einer Einladung.',
  'Too many attempts; try again later':
    'Zu viele Versuche. Bitte versuchen Sie es später noch einmal.',
  'Too many requests; try again later':
    'Zu viele Anfragen. Bitte versuchen Sie es später noch einmal.',
  'Too many people are signing in at once':
    'Gerade melden sich zu viele gleichzeitig an. Bitte versuchen Sie es gleich noch einmal.',
  'Mail is not configured': 'Der Server kann keine Mails schicken.',
  'Your role asks for a second factor': 'Ihre Rolle verlangt einen zweiten Faktor.',
  // one's own account
  'Too many changes of the email address': 'Die E-Mail wurde zu oft geändert.',
  'This passkey is registered already': 'Dieser Passkey ist schon eingetragen.',
  'There is no such passkey': 'Diesen Passkey gibt es nicht.',
  'There is no such API key': 'Diesen API-Schlüssel gibt es nicht.',
  'There is no such session': 'Diese Sitzung gibt es nicht.',
  'There is no second factor': 'Es gibt keinen zweiten Faktor.',
  'There is no key to confirm; ask for a new one':
    'Es gibt keinen Schlüssel zu bestätigen; bitte fangen Sie neu an.',
  'Another key has taken the place of this one':
    'Ein anderer Schlüssel ist an seine Stelle getreten.',
  // administration
  'This needs the permission {}': 'Hierfür ist das Recht {} nötig.',
  'You do not hold the permission {}': 'Sie haben das Recht {} nicht.',
  "You can't give a permission that you do not hold":
    'Sie können kein Recht geben, das Sie selbst nicht haben.',
  'This {} may do more than you': 'Das darf mehr als Sie und ist Ihnen darum verwehrt.',
  'There is a {} of this name': 'Diesen Namen gibt es schon.',
  'There is no such {}': 'Das gibt es nicht mehr.',
  'There is no role named {}': 'Es gibt keine Rolle {}.',
  'There are as many {}s as there may be': 'Mehr davon sind nicht möglich.',
  'The server needs this {} as it is': 'Der Server braucht das so, wie es ist.',
  'The last administrator has to stay one': 'Der letzte Administrator muss es bleiben.',
  'The webhook is switched off': 'Der Webhook ist ausgeschaltet.',
  'Only what failed for good can be sent again':
    'Noch einmal senden lässt sich nur, was endgültig gescheitert ist.',
  'The event is not in the audit any more': 'Das Ereignis steht nicht mehr im Protokoll.',
  // the server
  'Something went wrong on the server': 'Auf dem Server ist etwas schiefgegangen.',
  'The database is not available': 'Die Datenbank ist gerade nicht erreichbar.',
  'The database did not confirm the change': 'Die Datenbank hat die Änderung nicht bestätigt.',
  'The server is stopping': 'Der Server wird gerade angehalten.',
  'There is nothing at this path': 'Hier ist nichts.',
  'Origin not allowed': 'Von dieser Seite aus ist das nicht erlaubt.',
  // fields; the field is the subject
  'is required': 'Bitte ausfüllen.',
  'must not be empty': 'darf nicht leer sein',
  'must not be blank': 'darf nicht leer sein',
  'is not a valid email address': 'ist keine gültige E-Mail-Adresse',
  'is not at a domain that may register': 'liegt bei keiner Domain, die sich anmelden darf',
  'is the address already': 'ist schon die Adresse',
  'must have at least {} characters': 'muss mindestens {} Zeichen haben',
  'must contain an upper-case letter': 'muss einen Großbuchstaben enthalten',
  'must contain a lower-case letter': 'muss einen Kleinbuchstaben enthalten',
  'must contain a digit': 'muss eine Ziffer enthalten',
  'must not be one of the most common passwords': 'darf keines der häufigsten Passwörter sein',
  'must not be a password that has leaked':
    'darf kein Passwort sein, das schon einmal bekannt wurde',
  'must not be the email address or what stands before its @':
    'darf nicht die E-Mail-Adresse sein und nicht, was vor dem @ steht',
  'must be another one': 'muss ein anderes sein',
  'must be at most {} bytes in UTF-8': 'darf höchstens {} Bytes lang sein',
  'must be at most {} characters': 'darf höchstens {} Zeichen haben',
  'has more than {} characters': 'hat mehr als {} Zeichen',
  'has more than {} bytes': 'hat mehr als {} Bytes',
  'contains a control character': 'enthält ein Steuerzeichen',
  'must be a URL': 'muss eine URL sein',
  'must be an id or an email address': 'muss eine ID oder eine E-Mail-Adresse sein',
  'must be in the future': 'muss in der Zukunft liegen',
  'must be names like account:read': 'müssen Namen wie account:read sein',
  'must be like reports:read, in lower case': 'muss wie reports:read aussehen, klein geschrieben',
  'must be letters, digits, dots, dashes and underscores':
    'darf nur aus Buchstaben, Ziffern, Punkten, Binde- und Unterstrichen bestehen',
  'must name one event at least': 'muss wenigstens ein Ereignis nennen',
  'names nothing known: {}': 'gibt es nicht: {}',
  'is over: begin again': 'ist vorbei: Bitte fangen Sie neu an.',
};

const HOLE = '{}';
const MARKS = /[.*+?^$()|[\]\\]/g;

const WITH_HOLES = Object.entries(SENTENCES)
  .filter(([sentence]) => sentence.includes(HOLE))
  .map(([sentence, german]) => {
    const pattern = sentence.replaceAll(MARKS, '\\$&').replaceAll(HOLE, '(\\S+)');
    return [new RegExp(`^${pattern}$`), german] as const;
  });

/** The sentence in German; itself when nobody has translated it. */
export function german(sentence: string): string {
  const whole = SENTENCES[sentence];
  if (whole !== undefined) {
    return whole;
  }
  for (const [pattern, translated] of WITH_HOLES) {
    const found = pattern.exec(sentence);
    if (found !== null) {
      return translated.replace(HOLE, () => found[1] ?? '');
    }
  }
  return sentence;
}
