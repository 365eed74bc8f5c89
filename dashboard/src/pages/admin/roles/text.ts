import { texts } from '../../../text';

export const roles = texts(
  {
    matrix: 'What each role allows',
    matrixText:
      'What you tick is saved and counts at once, for everybody who holds the role. You can give what you hold yourself, and no more.',
    permission: 'Permission',
    allows: (role: string, permission: string) => `${role} allows ${permission}`,
    allowedNow: (role: string, permission: string) => `${role} now allows ${permission}.`,
    allowedNoMore: (role: string, permission: string) => `${role} no longer allows ${permission}.`,
    undo: 'Undo',
    title: 'Roles',
    text: 'What a user can hold. “admin” always allows everything.',
    name: 'Name',
    permissions: 'Permissions',
    count: 'Allows',
    everything: 'everything',
    newRole: 'New role',
    create: 'Create',
    roleHint: 'Letters, digits, dots, dashes and underscores.',
    deleteRole: (name: string) =>
      `Whoever holds “${name}” loses it at once, and what it allows with it.`,
    permissionsTitle: 'Your own permissions',
    permissionsText:
      'Names for what your own apps allow. The server keeps them and never asks for them itself.',
    noPermissions: 'You have named none yet.',
    newPermission: 'New permission',
    permissionHint: 'Such as invoices:read: lower case, with a colon.',
    deletePermission: (name: string) => `No role allows “${name}” any more.`,
  },
  {
    matrix: 'Was jede Rolle erlaubt',
    matrixText:
      'Was Sie ankreuzen, ist gespeichert und gilt sofort, für alle, die die Rolle haben. Geben können Sie, was Sie selbst dürfen, und nicht mehr.',
    permission: 'Recht',
    allows: (role: string, permission: string) => `${role} erlaubt ${permission}`,
    allowedNow: (role: string, permission: string) => `${role} erlaubt jetzt ${permission}.`,
    allowedNoMore: (role: string, permission: string) =>
      `${role} erlaubt ${permission} nicht mehr.`,
    undo: 'Rückgängig',
    title: 'Rollen',
    text: 'Was ein Benutzer haben kann. „admin“ erlaubt immer alles.',
    name: 'Name',
    permissions: 'Rechte',
    count: 'Erlaubt',
    everything: 'alles',
    newRole: 'Neue Rolle',
    create: 'Anlegen',
    roleHint: 'Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.',
    deleteRole: (name: string) =>
      `Wer „${name}“ hat, verliert es sofort, und was es erlaubt, auch.`,
    permissionsTitle: 'Eigene Rechte',
    permissionsText:
      'Namen für das, was Ihre Apps erlauben. Der Server hebt sie auf und fragt selbst nie danach.',
    noPermissions: 'Sie haben noch keines benannt.',
    newPermission: 'Neues Recht',
    permissionHint: 'Zum Beispiel invoices:read: klein geschrieben, mit Doppelpunkt.',
    deletePermission: (name: string) => `Keine Rolle erlaubt dann noch „${name}“.`,
  },
);
