import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ADMIN, newEmail, PASSWORD, Person } from './browser';
import { look } from './manners';

const AREAS = [
  'overview',
  'users',
  'invitations',
  'transfer',
  'roles',
  'sessions',
  'audit',
  'keys',
  'webhooks',
];

async function administrator(): Promise<Person> {
  const root = await Person.create();
  await root.page.goto('/login?next=/admin');
  await root.signIn(ADMIN.email, ADMIN.password);
  await root.page.waitForURL('**/admin/overview');
  return root;
}

function dialog(page: Page): Locator {
  return page.getByRole('dialog').last();
}

async function confirm(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  await dialog(page).getByRole('button', { name: label, exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
}

it('creates a user once, edits, gives a role and takes it, and deletes', async () => {
  const root = await administrator();
  const { page } = root;
  const email = newEmail();
  await page.goto('/admin/users');
  let created = 0;
  page.on('request', request => {
    created += request.method() === 'POST' && request.url().endsWith('/api/admin/users') ? 1 : 0;
  });
  await page.getByRole('button', { name: 'New user' }).click();
  await dialog(page).getByLabel('Email', { exact: true }).fill('nonsense');
  await dialog(page).getByRole('button', { name: 'Create' }).click();
  await dialog(page).locator('.mantine-InputWrapper-error').first().waitFor();
  created = 0;
  await dialog(page).getByLabel('Email', { exact: true }).fill(email);
  await dialog(page).getByLabel('Name').fill('<b onmouseover=alert(3)>Carol</b>');
  await dialog(page).getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog(page)
    .getByRole('button', { name: 'Create' })
    .evaluate(button => {
      (button as HTMLButtonElement).click();
      (button as HTMLButtonElement).click();
    });
  await page.waitForURL(/users\/[0-9a-f-]{36}/);
  expect(created).toBe(1);
  await page.getByLabel('Name').fill('Carol R.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Carol R.' }).waitFor();
  await page.getByLabel('Add a role').selectOption('auditor');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Remove: auditor' }).click();
  await dialog(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove: auditor' }).waitFor({ state: 'detached' });
  await confirm(page, 'Reset the second factor');
  await confirm(page, 'Demand a new password');
  await page.getByRole('button', { name: 'Delete the user' }).click();
  await dialog(page).getByRole('button', { name: 'Delete the user' }).click();
  await page.waitForURL('**/admin/users');
  await root.close();
});

/** Long enough for a machine that has other things to do; on a quiet one it is a fraction of a second. */
const KICKED_MILLIS = 5_000;

/** Presses the button of the open dialog; how long the page of the ended session then stays, in milliseconds. */
async function kicked(root: Page, label: string, ended: Page): Promise<number> {
  const begun = Date.now();
  await Promise.all([
    ended.waitForURL('**/login?**ended=1'),
    dialog(root).getByRole('button', { name: label, exact: true }).click(),
  ]);
  const millis = Date.now() - begun;
  await dialog(root).waitFor({ state: 'detached' });
  return millis;
}

it('ends all of somebody’s sessions, whose page then leaves by itself', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.page.getByText('Where you are signed in').waitFor();
  const root = await administrator();
  const { page } = root;
  await page.goto('/admin/users');
  await page.getByLabel('Search').fill(ada.email);
  await page.getByRole('link', { name: ada.email }).click();
  await page.getByRole('button', { name: 'End all sessions', exact: true }).click();
  const millis = await kicked(page, 'End all sessions', ada.page);
  console.log(`the page of the ended session left after ${millis} ms`);
  expect(millis).toBeLessThan(KICKED_MILLIS);
  await ada.close();
  await root.close();
}, 120_000);

it('ends one session after the other, and each time the page of that one leaves', async () => {
  const ada = await Person.create();
  await ada.signUp();
  const root = await administrator();
  const { page } = root;
  await page.goto('/admin/sessions');
  await page.getByLabel('User', { exact: true }).fill(ada.email);
  const list = page.getByRole('table', { name: 'Sessions' });
  const ends = list.getByRole('button', { name: /^End: / });
  const millis: number[] = [];
  for (let i = 1; i <= 2; i++) {
    const guest = await Person.create();
    await guest.page.goto('/login');
    await guest.signIn(ada.email, PASSWORD);
    await guest.page.getByText('Where you are signed in').waitFor();
    await page.reload();
    await ends.nth(1).waitFor();
    expect(await ends.count()).toBe(2);
    expect(await list.getByRole('link', { name: ada.email }).count()).toBe(1 + i);
    await ends.first().click();
    millis.push(await kicked(page, 'End', guest.page));
    await list
      .getByText(/ended: ended_by_admin/)
      .nth(i - 1)
      .waitFor();
    await guest.close();
  }
  console.log(`the pages of ended sessions left after ${millis.join(', ')} ms`);
  expect(Math.max(...millis)).toBeLessThan(KICKED_MILLIS);
  await ada.page.reload();
  await ada.page.getByText('Where you are signed in').waitFor();
  await list.getByRole('link', { name: ada.email }).first().click();
  await page
    .getByRole('table', { name: 'Sessions' })
    .getByRole('button', { name: /^End: / })
    .click();
  expect(await kicked(page, 'End', ada.page)).toBeLessThan(KICKED_MILLIS);
  await ada.close();
  await root.close();
}, 120_000);

it('plots what the server wrote down, over an hour to a year, and says the same in tables', async () => {
  const root = await administrator();
  const { page } = root;
  const asked: string[] = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname));
  await page.reload();
  const signIns = page.getByRole('img', { name: /Sign-ins and failures: .*sign-in/ });
  for (const range of ['1 hour', '24 hours', '7 days', '30 days', '1 year']) {
    await page.getByText(range, { exact: true }).click();
    if (range !== '1 hour') {
      await signIns.waitFor();
    }
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(headings.slice(0, range === '1 year' ? 1 : 4)).toEqual(
      ['Sign-ins and failures', 'Sessions alive', 'Refreshes', 'Wait for password hashing'].slice(
        0,
        range === '1 year' ? 1 : 4,
      ),
    );
  }
  await page.getByText('24 hours', { exact: true }).click();
  await page.getByRole('button', { name: 'Show as a table' }).first().click();
  const table = page.getByRole('table', { name: /Sign-ins and failures/ });
  expect(await table.getByRole('row').count()).toBe(1 + 96);
  expect(asked).toContain('/api/admin/stats/series');
  expect(asked).not.toContain('/metrics');
  await page.route('**/api/admin/stats/series**', route => route.abort());
  await page.getByText('7 days', { exact: true }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Try again' }).first().waitFor();
  await page.unroute('**/api/admin/stats/series**');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await signIns.waitFor();
  await root.close();
}, 120_000);

it('imports users with what was wrong with some lines, and exports them', async () => {
  const root = await administrator();
  const { page } = root;
  await page.goto('/admin/transfer');
  const lines = Array.from({ length: 300 }, (_, i) =>
    JSON.stringify({ email: `imported${i}@example.net` }),
  );
  await page.locator('input[type=file]').setInputFiles({
    name: 'users.jsonl',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from([...lines, 'garbage', '{"email":"no"}', ''].join('\n')),
  });
  await page.getByRole('button', { name: 'Start the import' }).click();
  await page.getByText('What came of it').waitFor();
  await page.getByText('300', { exact: true }).first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('imported299@example.net');
  await root.close();
});

it('checks the chain of the audit, changes the roles, rotates the keys and makes a webhook', async () => {
  const root = await administrator();
  const { page } = root;
  await page.goto('/admin/audit');
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await page.getByText('Everything holds').waitFor();
  await page.goto('/admin/roles');
  await page.getByRole('button', { name: 'New role' }).click();
  await dialog(page).getByLabel('Name').fill('helpers');
  await dialog(page).getByRole('button', { name: 'Create' }).click();
  await page.getByRole('button', { name: 'Delete: helpers' }).waitFor();
  await page.getByLabel('helpers allows audit:read').click();
  await page.getByRole('button', { name: 'Save 1 role' }).click();
  await page.getByRole('button', { name: 'Save 1 role' }).waitFor({ state: 'detached' });
  expect(await page.getByLabel('helpers allows audit:read').isChecked()).toBe(true);
  await page.goto('/admin/keys');
  await page.getByRole('button', { name: 'Rotate' }).click();
  await dialog(page).getByRole('button', { name: 'Rotate' }).click();
  await page.getByText('signs next').first().waitFor();
  await page.goto('/admin/webhooks');
  await page.getByRole('button', { name: 'New webhook' }).click();
  await dialog(page).getByLabel('URL').fill('https://hooks.example.org/');
  await dialog(page).getByRole('button', { name: 'Create' }).click();
  await dialog(page)
    .getByText(/whsec_/)
    .waitFor();
  await root.close();
});

it('offers nobody what they may not do, and the server refuses it anyway', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.page.getByRole('link', { name: 'Account' }).first().waitFor();
  expect(await ada.page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  await ada.page.goto('/admin/users');
  await ada.page.getByRole('heading').first().waitFor();
  expect(await ada.page.getByRole('button', { name: 'New user' }).count()).toBe(0);
  const status = await ada.page.evaluate(async () => {
    const headers = { Authorization: `Bearer ${localStorage.getItem('access_token')}` };
    return (await fetch('/api/admin/users', { headers })).status;
  });
  expect(status).toBe(403);
  await ada.close();
});

it('has nothing for axe to find on any page of the administration', async () => {
  const root = await administrator();
  const found: string[] = [];
  for (const area of AREAS) {
    found.push(...(await look(root, `admin/${area}`)));
  }
  expect(found).toEqual([]);
  await root.close();
}, 240_000);
