import { expect, it } from 'vitest';
import { newEmail, PASSWORD, Person, SERVER } from './browser';

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
  const create = ada.page.getByRole('button', { name: 'Konto anlegen' });
  await create.waitFor();
  await ada.page.getByLabel('E-Mail').fill('keine Adresse');
  await ada.page.getByLabel('Passwort', { exact: true }).fill('kurz');
  await create.click();
  await ada.page.getByText('ist keine gültige E-Mail-Adresse').waitFor();
  await ada.page.getByText('muss mindestens 8 Zeichen haben').waitFor();
  await ada.page.getByLabel('Sprache').selectOption('en');
  await ada.page.getByRole('heading', { name: 'Create your account' }).waitFor();
  await ada.page.reload();
  await ada.page.getByRole('heading', { name: 'Create your account' }).waitFor();
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

it('tells password managers and browsers what each field is for', async () => {
  const ada = await Person.create();
  const { page } = ada;
  const purposes = async (path: string) => {
    await page.goto(path);
    await page.locator('input[type=password]').first().waitFor();
    return page
      .locator('form input')
      .evaluateAll(inputs => inputs.map(input => input.getAttribute('autocomplete')));
  };
  expect(await purposes('/login')).toEqual(['username webauthn', 'current-password']);
  expect(await purposes('/reset#token=one')).toEqual(['new-password']);
  expect(await purposes('/register')).toEqual(['name', 'username', 'new-password']);
  await ada.signUp();
  expect(await purposes('/account/security')).toEqual([
    'username',
    'current-password',
    'new-password',
  ]);
  expect(await page.locator('input[autocomplete=username]').inputValue()).toBe(ada.email);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByTestId('totp-key').waitFor();
  const code = page.getByLabel('The 6 digits that the app shows');
  expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
  await ada.close();
});
