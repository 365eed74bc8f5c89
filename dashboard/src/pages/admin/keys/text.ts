import { texts } from '../../../text';

export const keys = texts(
  {
    text: 'What access tokens are signed with. Apps find the public halves at /.well-known/jwks.json.',
    algorithm: 'Algorithm',
    from: 'Signs from',
    retired: 'Retired',
    states: {
      next: 'signs next',
      current: 'signs now',
      old: 'only verifies',
      retired: 'retired',
    } as Record<string, string>,
    rotate: 'Rotate',
    rotateTitle: 'Make a new signing key',
    rotateText:
      'A new key is published now and signs once every app has had the time to fetch it. Tokens that are out stay valid.',
    compromised: 'The current key is no secret any more',
    compromisedText:
      'The new key signs at once, and whatever older keys have signed is refused: everybody’s access token is renewed.',
    rotated: 'There is a new signing key.',
  },
  {
    text: 'Womit Zugriffstoken signiert werden. Apps finden die öffentlichen Hälften unter /.well-known/jwks.json.',
    algorithm: 'Verfahren',
    from: 'Signiert ab',
    retired: 'Stillgelegt',
    states: {
      next: 'als nächster',
      current: 'signiert jetzt',
      old: 'prüft nur noch',
      retired: 'stillgelegt',
    } as Record<string, string>,
    rotate: 'Wechseln',
    rotateTitle: 'Neuen Signaturschlüssel anlegen',
    rotateText:
      'Ein neuer Schlüssel wird jetzt veröffentlicht und signiert, sobald jede App Zeit hatte, ihn zu holen. Ausgegebene Token bleiben gültig.',
    compromised: 'Der jetzige Schlüssel ist nicht mehr geheim',
    compromisedText:
      'Der neue Schlüssel signiert sofort, und was ältere signiert haben, wird abgewiesen: Alle Zugriffstoken werden erneuert.',
    rotated: 'Es gibt einen neuen Signaturschlüssel.',
  },
);
