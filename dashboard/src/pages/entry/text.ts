import { texts } from '../../text';

export const entry = texts(
  {
    noAccount: 'No account yet?',
    haveAccount: 'Already have an account?',
    forgot: 'Forgot your password?',
    ended: 'Your session has ended. Please sign in again.',
    registerTitle: 'Create your account',
    nameOptional: 'Name (optional)',
    accepted: 'Check your mailbox',
    acceptedText: 'If this address can be registered, a mail with the next step is on its way.',
  },
  {
    noAccount: 'Noch kein Konto?',
    haveAccount: 'Schon ein Konto?',
    forgot: 'Passwort vergessen?',
    ended: 'Ihre Sitzung ist beendet. Bitte melden Sie sich wieder an.',
    registerTitle: 'Konto anlegen',
    nameOptional: 'Name (freiwillig)',
    accepted: 'Sehen Sie in Ihr Postfach',
    acceptedText:
      'Wenn diese Adresse registriert werden kann, ist eine Mail mit dem nächsten Schritt unterwegs.',
  },
);
