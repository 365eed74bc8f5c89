import { expect, it } from 'vitest';
import { PASSWORD, Person, SERVER } from './browser';

it('signs up, shows the dashboard, survives a reload and signs out', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.page.getByText('Hello, Ada Lovelace').waitFor();
  await ada.page.reload();
  await ada.page.getByText('Hello, Ada Lovelace').waitFor();
  await ada.signOut();
  await ada.page.goto('/dashboard');
  await ada.page.waitForURL('**/login?next=%2Fdashboard');
  await ada.signIn();
  await ada.page.waitForURL('**/dashboard');
  await ada.close();
});

it('shows nothing of the account when going back after signing out', async () => {
  const ada = await Person.create();
  await ada.signUp('Grace Hopper');
  await ada.page.getByRole('link', { name: 'Account' }).first().click();
  await ada.page.getByText(ada.email).first().waitFor();
  await ada.signOut();
  await ada.page.goBack();
  await ada.page.waitForURL('**/login**');
  await ada.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await ada.page.getByText('Grace Hopper').count()).toBe(0);
  await ada.close();
});

it('refuses a wrong password and keeps what was typed', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.signOut();
  await ada.signIn(ada.email, 'not the right one');
  await ada.page.getByRole('alert').getByText('Invalid email or password').waitFor();
  expect(await ada.page.getByLabel('Email').inputValue()).toBe(ada.email);
  await ada.close();
});

it('says at the field what is wrong with it', async () => {
  const ada = await Person.create();
  await ada.page.goto('/register');
  await ada.page.getByLabel('Email').fill('no address');
  await ada.page.getByLabel('Password', { exact: true }).fill('short');
  await ada.page.getByRole('button', { name: 'Create account' }).click();
  await ada.page.getByText('must have at least 8 characters').waitFor();
  expect(await ada.page.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
  await ada.close();
});

it('refreshes once when the token runs out under several requests', async () => {
  const ada = await Person.create();
  await ada.page.clock.install();
  await ada.signUp();
  await ada.page.getByText('Where you are signed in').waitFor();
  let refreshes = 0;
  ada.page.on('response', response => {
    refreshes += response.url().endsWith('/api/auth/refresh') && response.ok() ? 1 : 0;
  });
  await ada.page.clock.fastForward(STALE_AFTER_MILLIS);
  const refused = await refuseOld(ada, ['sessions', 'mfa', 'passkeys']);
  const again = ada.page.waitForResponse(
    response => response.url().endsWith('/sessions') && response.ok(),
  );
  // Coming back to a page makes it ask again for all that it shows and that is a few seconds old.
  await ada.page.evaluate(() => {
    setInterval(() => window.dispatchEvent(new Event('visibilitychange')), 1_000);
  });
  await again;
  await ada.page.waitForTimeout(1_500);
  expect(refused.size).toBeGreaterThan(1);
  expect(refreshes).toBe(1);
  await ada.page.reload();
  await ada.page.getByText('Hello, Ada Lovelace').waitFor();
  await ada.close();
});

const STALE_AFTER_MILLIS = 6_000;

/** Answers these calls, as long as they come with the token of the first of them, as if it had run out. */
async function refuseOld(person: Person, calls: string[]): Promise<Set<string>> {
  const refused = new Set<string>();
  let old: string | undefined;
  for (const call of calls) {
    await person.page.route(`**/api/auth/${call}`, async route => {
      const token = route.request().headers()['authorization'];
      old ??= token;
      if (token !== old) {
        await route.fallback();
        return;
      }
      refused.add(call);
      await route.fulfill({
        status: 401,
        headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
        contentType: 'application/problem+json',
        body: '{"status":401,"detail":"Invalid credentials"}',
      });
    });
  }
  return refused;
}

it('leads back to where somebody wanted to go, and to no other site', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.signOut();
  await ada.page.goto('/account/sessions');
  await ada.page.waitForURL('**/login?next=%2Faccount%2Fsessions');
  await ada.signIn();
  await ada.page.waitForURL('**/account/sessions');
  await ada.signOut();
  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
  ]) {
    await ada.page.goto(`/login?next=${encodeURIComponent(next)}`);
    await ada.signIn();
    await ada.page.waitForURL(`${SERVER}/dashboard`);
    await ada.signOut();
  }
  await ada.close();
});

it('shows what happened to the account, and what happens while one looks', async () => {
  const ada = await Person.create();
  await ada.signUp();
  const events = ada.page.getByTestId('events');
  await events.getByText('Signed in').first().waitFor();
  const other = await Person.create();
  await other.page.goto('/login');
  await other.signIn(ada.email, 'not the right one');
  await other.page.getByRole('alert').waitFor();
  await events.getByText('Signed in (refused)').waitFor();
  await other.close();
  await ada.close();
});

it('signs every tab out together', async () => {
  const ada = await Person.create();
  await ada.signUp();
  const second = await ada.context.newPage();
  await second.goto('/dashboard');
  await second.getByText('Hello, Ada Lovelace').waitFor();
  await ada.signOut();
  await second.waitForURL('**/login**');
  await ada.close();
});

it('ends another session from the list, and that one leaves within moments', async () => {
  const phone = await Person.create();
  await phone.signUp();
  const laptop = await Person.create();
  await laptop.page.goto('/login');
  await laptop.signIn(phone.email, PASSWORD);
  await laptop.page.waitForURL('**/dashboard');
  await phone.page.goto('/account/sessions');
  await phone.page.getByRole('button', { name: 'End', exact: true }).click();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  const begun = Date.now();
  await laptop.page.waitForURL('**/login?**ended=1');
  expect(Date.now() - begun).toBeLessThan(10_000);
  await laptop.page.getByText('Your session has ended').waitFor();
  await phone.close();
  await laptop.close();
});
