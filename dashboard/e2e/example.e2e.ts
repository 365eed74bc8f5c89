import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { build, preview, type InlineConfig } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD, Person, SERVER } from './browser';

/** The app of the package's README, word for word but for the server's address. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const ORIGIN = process.env['EXAMPLE_ORIGIN'] ?? 'http://localhost:3000';

let folder: string;
let close = () => Promise.resolve();

beforeAll(async () => {
  const readme = readFileSync(path.join(ROOT, 'clients/react/README.md'), 'utf8');
  const app = /<!-- app: begin -->\n+```tsx\n([\s\S]*?)```/.exec(readme)?.[1];
  if (app === undefined) {
    throw new Error('the README has no app');
  }
  folder = mkdtempSync(path.join(ROOT, 'dashboard', '.example-'));
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><html lang="en"><title>Example</title><div id="root"></div><script type="module" src="/app.tsx"></script></html>',
  );
  writeFileSync(path.join(folder, 'app.tsx'), app.replace('http://localhost:8000', SERVER));
  const config: InlineConfig = {
    root: folder,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@gatehouse/react': path.join(ROOT, 'clients/react/src/index.ts') } },
    preview: { port: Number(new URL(ORIGIN).port), strictPort: true, host: 'localhost' },
  };
  await build(config);
  const server = await preview(config);
  close = () => server.close();
}, 120_000);

afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

it('runs the app of the README: register, reload, count, sign out, wrong password', async () => {
  const ada = await Person.create();
  const { page } = ada;
  await page.goto(ORIGIN);
  await page.waitForURL('**/login');
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByText('must have at least 8 characters').waitFor();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByText(`Hello, ${ada.email}`).waitFor();
  await page.reload();
  await page.getByText(`Hello, ${ada.email}`).waitFor();
  await page.getByRole('button', { name: 'Count my sessions' }).click();
  await page.getByText('Sessions: 1').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/login');
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill('not the right one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Invalid email or password').waitFor();
  await ada.close();
});

it('refreshes once when the token runs out under ten requests, also of two tabs', async () => {
  const ada = await Person.create();
  const { page } = ada;
  await page.goto(`${ORIGIN}/login`);
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByText(`Hello, ${ada.email}`).waitFor();
  const second = await ada.context.newPage();
  await second.goto(ORIGIN);
  await second.getByText(`Hello, ${ada.email}`).waitFor();
  let refreshes = 0;
  ada.context.on('response', response => {
    refreshes += response.url().endsWith('/api/auth/refresh') && response.ok() ? 1 : 0;
  });
  await page.evaluate(() => localStorage.setItem('access_token', 'expired'));
  for (const tab of [page, second]) {
    await tab.evaluate(() => {
      const button = [...document.querySelectorAll('button')].find(each =>
        each.textContent.includes('Count'),
      );
      for (let i = 0; i < 5; i++) {
        button?.click();
      }
    });
  }
  await page.getByText('Sessions: 1').waitFor();
  await second.getByText('Sessions: 1').waitFor();
  expect(refreshes).toBe(1);
  await ada.close();
});
