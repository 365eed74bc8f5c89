import { expect, it } from 'vitest';
import { administrator, Person } from './browser';
import { look } from './manners';

const ENTRY = [
  'login',
  'register',
  'forgot',
  'reset',
  'verify-email',
  'confirm-email',
  'undo-email',
  'invitation',
];
const OWN = [
  'dashboard',
  'account',
  'account/security',
  'account/sessions',
  'account/api-keys',
  'account/data',
];
const ADMINISTRATION = [
  'admin/overview',
  'admin/users',
  'admin/invitations',
  'admin/transfer',
  'admin/roles',
  'admin/sessions',
  'admin/audit',
  'admin/keys',
  'admin/webhooks',
];

async function lookAtAll(person: Person, paths: string[]): Promise<void> {
  const found: string[] = [];
  for (const path of paths) {
    found.push(...(await look(person, path)));
  }
  expect(found).toEqual([]);
  await person.close();
}

it('has nothing for axe to find on any page before sign-in', async () => {
  await lookAtAll(await Person.create(), ENTRY);
}, 180_000);

it('has nothing for axe to find on any page of the account', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await lookAtAll(ada, OWN);
}, 180_000);

it('has nothing for axe to find on any page of the administration', async () => {
  await lookAtAll(await administrator(), ADMINISTRATION);
}, 240_000);
