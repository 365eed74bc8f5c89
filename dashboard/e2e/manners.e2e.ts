import { expect, it } from 'vitest';
import { newEmail, PASSWORD, Person, SERVER } from './browser';
import { look } from './manners';

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\${7*7}`;

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

it('has nothing for axe to find on any page before sign-in', async () => {
  const nobody = await Person.create();
  const found: string[] = [];
  for (const path of ENTRY) {
    found.push(...(await look(nobody, path)));
  }
  expect(found).toEqual([]);
  await nobody.close();
}, 180_000);

it('has nothing for axe to find on any page of the account', async () => {
  const ada = await Person.create();
  await ada.signUp();
  const found: string[] = [];
  for (const path of OWN) {
    found.push(...(await look(ada, path)));
  }
  expect(found).toEqual([]);
  await ada.close();
}, 180_000);

it('lets no text of a person become a part of a page', async () => {
  const mallory = await Person.create();
  await mallory.page.goto('/register');
  await mallory.page.getByLabel('Name (optional)').fill(HOSTILE);
  await mallory.page.getByLabel('Email').fill(mallory.email);
  await mallory.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await mallory.page.getByRole('button', { name: 'Create account' }).click();
  await mallory.page.waitForURL('**/dashboard');
  await mallory.page.goto('/account/api-keys');
  await mallory.page.getByRole('button', { name: 'New API key' }).click();
  await mallory.page.getByLabel('What it is for').fill(HOSTILE.slice(0, 100));
  await mallory.page.getByRole('button', { name: 'Make the key' }).click();
  await mallory.page.getByTestId('api-key').waitFor();
  for (const path of OWN) {
    await mallory.page.goto(`/${path}`);
    await mallory.page.waitForLoadState('networkidle');
    expect(await mallory.page.locator('img[src="x"]').count()).toBe(0);
  }
  await mallory.close();
});

it('speaks German to whoever prefers it, also for the server, and keeps what was chosen', async () => {
  const ada = await Person.create({ locale: 'de-DE' });
  await ada.page.goto('/login');
  await ada.page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  expect(await ada.page.locator('html').getAttribute('lang')).toBe('de');
  await ada.page.getByLabel('E-Mail').fill(newEmail());
  await ada.page.getByLabel('Passwort', { exact: true }).fill(PASSWORD);
  await ada.page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await ada.page.getByRole('alert').getByText('E-Mail oder Passwort ist falsch').waitFor();
  await ada.page.getByRole('link', { name: 'Konto anlegen' }).click();
  await ada.page.getByLabel('E-Mail').fill('keine Adresse');
  await ada.page.getByLabel('Passwort', { exact: true }).fill('kurz');
  await ada.page.getByRole('button', { name: 'Konto anlegen' }).click();
  await ada.page.getByText('ist keine gültige E-Mail-Adresse').waitFor();
  await ada.page.getByText('muss mindestens 8 Zeichen haben; muss einen').waitFor();
  await ada.page.getByLabel('Sprache').selectOption('en');
  await ada.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await ada.page.reload();
  await ada.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await ada.close();
});

it('can be used by the keyboard alone', async () => {
  const ada = await Person.create();
  await ada.page.goto('/register');
  const { keyboard } = ada.page;
  await ada.page.getByLabel('Name (optional)').waitFor();
  await keyboard.type('Ada');
  await keyboard.press('Tab');
  await keyboard.type(newEmail());
  await keyboard.press('Tab');
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await ada.page.waitForURL('**/dashboard');
  await ada.close();
});

it('says that the server is out of reach, keeps what was typed, and goes on when it is back', async () => {
  const ada = await Person.create();
  await ada.page.goto('/login');
  await ada.page.getByLabel('Email').fill('ada@example.com');
  await ada.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await ada.context.setOffline(true);
  await ada.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await ada.page.getByRole('alert').getByText('cannot be reached').waitFor();
  expect(await ada.page.getByLabel('Email').inputValue()).toBe('ada@example.com');
  await ada.context.setOffline(false);
  await ada.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await ada.page.getByRole('alert').getByText('Invalid email or password').waitFor();
  await ada.close();
});

it('sends a form once, however often its button is pressed', async () => {
  const ada = await Person.create();
  await ada.page.goto('/forgot');
  let sent = 0;
  await ada.page.route('**/password/forgot', async route => {
    sent++;
    await new Promise(resolve => setTimeout(resolve, 800));
    await route.continue();
  });
  await ada.page.getByLabel('Email').fill(newEmail());
  await ada.page.getByLabel('Email').press('Enter');
  await ada.page.getByLabel('Email').press('Enter');
  await ada.page.getByLabel('Email').press('Enter');
  await ada.page.getByText('Check your mailbox').waitFor();
  expect(sent).toBe(1);
  await ada.close();
});

it('loads the sign-in page with less than 150 KB of scripts, even as gzip, and never again', async () => {
  const ada = await Person.create();
  const scripts: string[] = [];
  ada.page.on('response', response => {
    if (response.url().endsWith('.js')) {
      scripts.push(response.url());
      expect(response.headers()['cache-control']).toContain('immutable');
      expect(response.headers()['etag']).toBeDefined();
    }
  });
  await ada.page.goto('/login');
  await ada.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await ada.page.waitForLoadState('networkidle');
  let bytes = 0;
  for (const url of scripts) {
    const packed = await fetch(url, { headers: { 'Accept-Encoding': 'gzip' } });
    bytes += Number(packed.headers.get('content-length'));
  }
  console.log(`/login loads ${bytes} bytes of scripts, as gzip`);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(150_000);
  await ada.close();
});

it('allows no script but the server’s own', async () => {
  const answer = await fetch(`${SERVER}/login`, { headers: { Accept: 'text/html' } });
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe');
  const second = await fetch(`${SERVER}/login`, { headers: { Accept: 'text/html' } });
  expect(second.headers.get('content-security-policy')).not.toBe(policy);
  expect(await answer.text()).not.toMatch(/<script(?![^>]*\ssrc=)/);
});
