import { expect, it } from 'vitest';
import { administrator, authenticator, newEmail, PASSWORD, Person } from './browser';

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\${7*7}`;
const SHORTER = '"><img src=x onerror=alert(3)>';
const BROWSER = 'Mozilla/5.0 "><img src=x onerror=alert(4)>';

/** Nothing of it has become a part of the page; dialogs fail the test when its person closes. */
async function harmless(person: Person): Promise<void> {
  await person.page.waitForLoadState('networkidle');
  expect(await person.page.locator('img[src="x"]').count()).toBe(0);
}

async function open(person: Person, path: string): Promise<void> {
  await person.page.goto(`/${path}`);
  await harmless(person);
}

it('lets no text of a person become a part of a page, their own or an administrator’s', async () => {
  const mallory = await Person.create({ userAgent: BROWSER });
  const { page } = mallory;
  await authenticator(mallory);
  await page.goto('/login');
  await mallory.signIn(HOSTILE, SHORTER);
  await page.locator('[role=alert], .mantine-InputWrapper-error').first().waitFor();
  await harmless(mallory);
  await mallory.signUp(HOSTILE);
  await page.getByText(HOSTILE).first().waitFor();
  await page.goto('/account');
  await page.getByLabel('New address').fill(HOSTILE);
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change the address' }).click();
  await page.locator('.mantine-InputWrapper-error').first().waitFor();
  await harmless(mallory);
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('dialog').getByLabel('A name for it').fill(SHORTER);
  await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText(SHORTER).first().waitFor();
  await page.goto('/account/api-keys');
  await page.getByRole('button', { name: 'New API key' }).click();
  await page.getByLabel('What it is for').fill(SHORTER);
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByTestId('api-key').waitFor();
  for (const path of ['dashboard', 'account/security', 'account/sessions', 'account/api-keys']) {
    await open(mallory, path);
  }
  await seenByAdministrator(mallory.email);
  await mallory.close();
});

async function seenByAdministrator(email: string): Promise<void> {
  const root = await administrator();
  const { page } = root;
  await open(root, `admin/users?q=${encodeURIComponent(SHORTER)}`);
  await page.getByLabel('Search').fill(email);
  await page.getByRole('link', { name: email }).click();
  await page.getByRole('heading', { name: HOSTILE }).waitFor();
  await page.getByText(SHORTER).first().waitFor();
  await harmless(root);
  await openEveryField(root);
  for (const path of ['admin/users', 'admin/sessions', 'admin/audit', 'admin/invitations']) {
    await open(root, path);
  }
  await root.close();
}

/** Writes into what an administrator can write into. */
async function openEveryField(root: Person): Promise<void> {
  const { page } = root;
  const dialog = page.getByRole('dialog').last();
  await page.goto('/admin/roles');
  await page.getByRole('button', { name: 'New role' }).click();
  await dialog.getByLabel('Name').fill(`role-${String(Date.now())}`);
  await dialog.getByLabel('Description').fill(HOSTILE);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByText(HOSTILE).first().waitFor();
  await page.getByRole('button', { name: 'New permission' }).click();
  await dialog.getByLabel('Name').fill(`p${String(Date.now())}:read`);
  await dialog.getByLabel('Description').fill(SHORTER);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByText(SHORTER, { exact: true }).first().waitFor();
  await harmless(root);
  await page.goto('/admin/webhooks');
  await page.getByRole('button', { name: 'New webhook' }).click();
  await dialog.getByLabel('URL').fill(`https://hooks.example.org/?${SHORTER}`);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.locator('.mantine-InputWrapper-error').first().waitFor();
  await dialog.getByLabel('URL').fill(`https://hooks.example.org/?${encodeURIComponent(SHORTER)}`);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByText(/whsec_/).waitFor();
  await harmless(root);
  await page.goto('/admin/transfer');
  const [email, metadata] = [newEmail(), { note: HOSTILE }];
  await page.locator('input[type=file]').setInputFiles({
    name: `${SHORTER}.jsonl`,
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(
      [{ email, name: HOSTILE, metadata }, { email: HOSTILE }]
        .map(line => `${JSON.stringify(line)}\n`)
        .join(''),
    ),
  });
  await page.getByRole('button', { name: 'Start the import' }).click();
  await page.getByText('What came of it').waitFor();
  await harmless(root);
  await page.goto('/admin/users');
  await page.getByLabel('Search').fill(email);
  await page.getByRole('link', { name: email }).click();
  await page.getByText('"note"').waitFor();
  await harmless(root);
}
