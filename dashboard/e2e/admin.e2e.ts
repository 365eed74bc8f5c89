import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN, administrator, linkOf, mailTo, newEmail, PASSWORD, Person } from './browser';

let root: Person;
let page: Page;

beforeAll(async () => {
  root = await administrator();
  ({ page } = root);
});

afterAll(() => root.close());

function dialog(on: Page = page): Locator {
  return on.getByRole('dialog').last();
}

function row(cell: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('cell', { name: cell, exact: true }) });
}

async function confirm(label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  await dialog().getByRole('button', { name: label, exact: true }).click();
  await dialog().waitFor({ state: 'detached' });
}

it('creates a user once, edits, gives a role and takes it, and deletes', async () => {
  const email = newEmail();
  await page.goto('/admin/users');
  let created = 0;
  page.on('request', request => {
    created += request.method() === 'POST' && request.url().endsWith('/api/admin/users') ? 1 : 0;
  });
  await page.getByRole('button', { name: 'New user' }).click();
  await dialog().getByLabel('Email', { exact: true }).fill('nonsense');
  await dialog().getByRole('button', { name: 'Create' }).click();
  await dialog().locator('.mantine-InputWrapper-error').first().waitFor();
  created = 0;
  await dialog().getByLabel('Email', { exact: true }).fill(email);
  await dialog().getByLabel('Name').fill('<b onmouseover=alert(3)>Carol</b>');
  await dialog().getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog()
    .getByRole('button', { name: 'Create' })
    .evaluate(button => {
      (button as HTMLButtonElement).click();
      (button as HTMLButtonElement).click();
    });
  await page.waitForURL(/users\/[0-9a-f-]{36}/);
  expect(created).toBe(1);
  await dialog().waitFor({ state: 'detached' });
  await page.getByLabel('Name').fill('Carol R.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Carol R.' }).waitFor();
  await page.getByLabel('Add a role').selectOption('auditor');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Remove: auditor' }).click();
  await dialog().getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove: auditor' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Mail a link for a new password' }).click();
  expect(linkOf(await mailTo(email, /password/i))).toContain('/reset#token=');
  await confirm('Reset the second factor');
  await confirm('Demand a new password');
  await page.getByRole('button', { name: 'Delete the user' }).click();
  await dialog().getByRole('button', { name: 'Delete the user' }).click();
  await page.waitForURL('**/admin/users');
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
  await page.goto('/admin/users');
  await page.getByLabel('Search').fill(ada.email);
  await page.getByRole('link', { name: ada.email }).click();
  await page.getByRole('button', { name: 'End all sessions', exact: true }).click();
  const millis = await kicked(page, 'End all sessions', ada.page);
  console.log(`the page of the ended session left after ${millis} ms`);
  expect(millis).toBeLessThan(KICKED_MILLIS);
  await ada.close();
}, 120_000);

it('ends one session after the other, and each time the page of that one leaves', async () => {
  const ada = await Person.create();
  await ada.signUp();
  const root = await administrator();
  const { page } = root;
  await page.goto('/admin/sessions');
  const user = page.getByLabel('User', { exact: true });
  await user.fill(ada.email.split('@')[0] ?? '');
  await page.getByText('Type the whole email address or ID').waitFor();
  expect(await page.getByRole('button', { name: /^End: / }).count()).toBe(0);
  await user.fill(ada.email);
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
    const plots = range === '1 year' ? 1 : 4;
    const headings = async () =>
      (await page.getByRole('heading', { level: 2 }).allTextContents()).slice(0, plots);
    await expect
      .poll(headings, { timeout: 20_000 })
      .toEqual(
        ['Sign-ins and failures', 'Sessions alive', 'Refreshes', 'Wait for password hashing'].slice(
          0,
          plots,
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
  await row('301').getByText('The line is not a valid JSON document').waitFor();
  await row('302').getByText('email is not a valid email address').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('imported299@example.net');
});

it('asks for a recent sign-in in the middle of an import, and goes on with it', async () => {
  await page.goto('/admin/transfer');
  await page.route('**/api/admin/users/import', route =>
    route.fulfill({
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer error="insufficient_user_authentication"' },
      contentType: 'application/problem+json',
      body: '{"status":401,"detail":"Prove who you are once more"}',
    }),
  );
  const email = newEmail();
  await page.locator('input[type=file]').setInputFiles({
    name: 'one.jsonl',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(`${JSON.stringify({ email })}\n`),
  });
  await page.getByRole('button', { name: 'Start the import' }).click();
  await dialog().getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.unroute('**/api/admin/users/import');
  await dialog().getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('What came of it').waitFor();
  await page.goto('/admin/users');
  await page.getByLabel('Search').fill(email);
  await page.getByRole('link', { name: email }).waitFor();
});

it('shows where the audit was changed', async () => {
  await page.goto('/admin/audit');
  await page.route('**/audit-events/verify**', route =>
    route.fulfill({
      json: {
        valid: false,
        reached_position: 41,
        end_position: 99,
        signed_position: 40,
        unsealed_events: 0,
        checkpoint: null,
        next_cursor: null,
        problem: { position: 41, detail: 'the seal does not fit the event' },
      },
    }),
  );
  await page.getByRole('button', { name: 'Check the chain' }).click();
  const verdict = page.getByRole('alert').filter({ hasText: 'the seal does not fit the event' });
  await verdict.getByText('41').waitFor();
  expect(await page.getByText('Everything holds').count()).toBe(0);
  await page.unroute('**/audit-events/verify**');
});

it('says that the server failed or is out of reach, and tries again', async () => {
  await page.goto('/admin/users');
  await page.getByRole('table').waitFor();
  await page.route('**/api/admin/webhooks**', route =>
    route.fulfill({
      status: 500,
      headers: { 'X-Request-Id': 'abc123' },
      contentType: 'application/problem+json',
      body: '{"status":500,"detail":"Something went wrong on the server"}',
    }),
  );
  await page.getByRole('tab', { name: 'Webhooks' }).click();
  await page.getByRole('alert').getByText('abc123').waitFor();
  await page.unroute('**/api/admin/webhooks**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'New webhook' }).waitFor();

  await root.context.setOffline(true);
  await page.getByRole('tab', { name: 'Invitations' }).click();
  await page.getByRole('alert').getByText('cannot be reached').waitFor();
  await root.context.setOffline(false);
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByText('No invitation is open').waitFor();
});

/** What another page of this administrator's asks of a role; what the role allows then. */
async function roleElsewhere(name: string, method: string, body?: object): Promise<string[]> {
  return page.evaluate(
    async ([path, method, body]) => {
      const headers = {
        Authorization: `Bearer ${localStorage.getItem('access_token')}`,
        'Content-Type': 'application/json',
      };
      const answer = await fetch(path, { method, headers, ...(body === '' ? {} : { body }) });
      return ((await answer.json()) as { permissions: string[] }).permissions.sort();
    },
    [`/api/admin/roles/${name}`, method, body ? JSON.stringify(body) : ''] as const,
  );
}

it('checks the chain of the audit, changes the roles, rotates the keys and makes a webhook', async () => {
  await page.goto('/admin/audit');
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await page.getByText('Everything holds').waitFor();
  const helpers = `helpers-${Date.now()}`;
  await page.goto('/admin/roles');
  await page.getByRole('button', { name: 'New role' }).click();
  await dialog().getByLabel('Name').fill(helpers);
  await dialog().getByRole('button', { name: 'Create' }).click();
  await page.getByRole('button', { name: `Delete: ${helpers}` }).waitFor();
  await page.getByLabel(`${helpers} allows audit:read`).click();
  await page.getByLabel(`${helpers} allows users:read`).click();
  const done = page.getByRole('alert').filter({ hasText: `${helpers} now allows users:read` });
  await done.waitFor();
  await page.reload();
  await page.getByLabel(`${helpers} allows audit:read`).waitFor();
  expect(await page.getByLabel(`${helpers} allows audit:read`).isChecked()).toBe(true);
  expect(await page.getByLabel(`${helpers} allows users:read`).isChecked()).toBe(true);
  await page.getByLabel(`${helpers} allows audit:read`).click();
  await page.getByText(`${helpers} no longer allows audit:read`).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`${helpers} now allows audit:read`).waitFor();
  expect(await page.getByLabel(`${helpers} allows audit:read`).isChecked()).toBe(true);
  await roleElsewhere(helpers, 'PATCH', { permissions: ['users:read'] });
  await page.getByLabel(`${helpers} allows stats:read`).click();
  await page.getByText(`${helpers} now allows stats:read`).waitFor();
  expect(await roleElsewhere(helpers, 'GET')).toEqual(['stats:read', 'users:read']);
  await page.goto('/admin/keys');
  await page.getByRole('button', { name: 'Rotate' }).click();
  await dialog().getByRole('button', { name: 'Rotate' }).click();
  await page.getByText('signs next').first().waitFor();
  await page.goto('/admin/webhooks');
  await page.getByRole('button', { name: 'New webhook' }).click();
  await dialog().getByLabel('URL').fill('https://hooks.example.org/');
  await dialog().getByRole('button', { name: 'Create' }).click();
  await dialog()
    .getByText(/whsec_/)
    .waitFor();
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
