import { texts } from '../text';

export const factors = texts(
  {
    scan: 'Scan this with your authenticator app, such as the one of your phone.',
    qr: 'A QR code with the key',
    byHand: 'Or type this key in:',
    code: 'The 6 digits that the app shows',
    turnOn: 'Switch on',
    codesTitle: 'Your recovery codes',
    codesText:
      'Each of them opens your account once, when you have lost your phone. They are shown this one time: keep them somewhere safe.',
    download: 'Download',
    print: 'Print',
    kept: 'I have kept them',
    strength: 'Strength',
    strengths: ['very weak', 'weak', 'fair', 'good', 'strong'],
  },
  {
    scan: 'Lesen Sie das mit Ihrer Authenticator-App ein, etwa der auf Ihrem Telefon.',
    qr: 'Ein QR-Code mit dem Schlüssel',
    byHand: 'Oder tippen Sie diesen Schlüssel ein:',
    code: 'Die 6 Ziffern, die die App zeigt',
    turnOn: 'Einschalten',
    codesTitle: 'Ihre Wiederherstellungscodes',
    codesText:
      'Jeder öffnet Ihr Konto einmal, wenn Sie Ihr Telefon verloren haben. Sie sehen sie nur dieses eine Mal: Bewahren Sie sie sicher auf.',
    download: 'Herunterladen',
    print: 'Drucken',
    kept: 'Ich habe sie aufbewahrt',
    strength: 'Stärke',
    strengths: ['sehr schwach', 'schwach', 'mäßig', 'gut', 'stark'],
  },
);
