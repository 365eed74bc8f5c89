import { expect, it } from 'vitest';
import { authenticator, linkOf, mailTo, newEmail, PASSWORD, Person, totp } from './browser';

const OTHER_PASSWORD = 'another Passw0rd 2';

it('resets a forgotten password by the mail, and the link works once', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.signOut();
  await ada.page.getByRole('link', { name: 'Forgot your password?' }).click();
  // The sign-in page, which has such a field too, stays until this one is loaded.
  const send = ada.page.getByRole('button', { name: 'Send the link' });
  await send.waitFor();
  await ada.page.getByLabel('Email').fill(ada.email);
  await send.click();
  await ada.page.getByText('Check your mailbox').waitFor();
  const link = linkOf(await mailTo(ada.email, /password/i));
  await ada.page.goto(link);
  await ada.page.getByLabel('New password', { exact: true }).fill('short');
  await ada.page.getByRole('button', { name: 'Set the password' }).click();
  await ada.page.getByText('must have at least 8 characters').waitFor();
  expect(ada.page.url()).not.toContain('token');
  await ada.page.getByLabel('New password', { exact: true }).fill(OTHER_PASSWORD);
  await ada.page.getByRole('button', { name: 'Set the password' }).click();
  await ada.page.getByText('Your password is changed').waitFor();
  await ada.page.goto('/login');
  await ada.signIn(ada.email, PASSWORD);
  await ada.page.getByText('Invalid email or password').waitFor();
  await ada.signIn(ada.email, OTHER_PASSWORD);
  await ada.page.waitForURL('**/dashboard');
  await ada.signOut();
  await ada.page.goto(link);
  await ada.page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await ada.page.getByRole('button', { name: 'Set the password' }).click();
  await ada.page.getByText('This link is used up or too old').waitFor();
  await ada.close();
});

it('says the same of an address without an account', async () => {
  const nobody = await Person.create();
  await nobody.page.goto('/forgot');
  await nobody.page.getByLabel('Email').fill(newEmail());
  await nobody.page.getByRole('button', { name: 'Send the link' }).click();
  await nobody.page.getByText('Check your mailbox').waitFor();
  await nobody.close();
});

it('confirms an address by one click in the page that the mail leads to', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.page.getByText('Confirm your email address').waitFor();
  await ada.page.goto(linkOf(await mailTo(ada.email, /confirm|verify/i)));
  await ada.page.getByRole('button', { name: 'Confirm the address' }).click();
  await ada.page.getByText('Your address is confirmed').waitFor();
  await ada.page.goto('/account');
  await ada.page.getByText('confirmed', { exact: true }).waitFor();
  await ada.close();
});

it('switches a second factor on, signs in by it and by a recovery code, and switches it off', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.page.goto('/account/security');
  await ada.page.getByRole('button', { name: 'Set up' }).click();
  const secret = await ada.page.getByTestId('totp-key').innerText();
  await ada.page.getByLabel('The 6 digits that the app shows').fill('000000');
  await ada.page.getByRole('button', { name: 'Switch on' }).click();
  await ada.page.getByRole('alert').getByText('Invalid code').waitFor();
  await ada.page.getByLabel('The 6 digits that the app shows').fill(await totp(secret));
  await ada.page.getByRole('button', { name: 'Switch on' }).click();
  const codes = ada.page.getByTestId('recovery-code');
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  const code = await codes.first().innerText();
  await ada.page.getByRole('button', { name: 'I have kept them' }).click();
  await ada.page.getByText('10 recovery codes left').waitFor();
  await ada.signOut();

  await ada.signIn();
  await ada.page.getByText('One more step').waitFor();
  await ada.page.getByLabel('Code from your authenticator app').fill(await totp(secret));
  await ada.page.getByRole('button', { name: 'Continue' }).click();
  await ada.page.waitForURL('**/dashboard');
  await ada.signOut();

  await ada.signIn();
  await ada.page.getByRole('button', { name: 'Use a recovery code' }).click();
  await ada.page.getByLabel('Recovery code').fill(code);
  await ada.page.getByRole('button', { name: 'Continue' }).click();
  await ada.page.waitForURL('**/dashboard');

  await ada.page.goto('/account/security');
  await ada.page.getByText('9 recovery codes left').waitFor();
  await ada.page.getByRole('button', { name: 'Switch off' }).click();
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await ada.page.getByRole('button', { name: 'Set up' }).waitFor();
  await ada.close();
});

it('adds a passkey and signs in by it without typing', async () => {
  const ada = await Person.create();
  const acts = await authenticator(ada);
  await ada.signUp();
  await ada.page.goto('/account/security');
  await ada.page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = ada.page.getByRole('dialog');
  await dialog.getByLabel('A name for it').fill('My laptop');
  await dialog.getByRole('button', { name: 'Add a passkey' }).click();
  await ada.page.getByText('My laptop').waitFor();
  // Nothing is offered in the field before the button is tried.
  await acts(false);
  await ada.signOut();
  await acts(true);
  // The field offers it too, and that authenticator does not wait to be asked.
  const button = ada.page.getByRole('button', { name: 'Sign in with a passkey' });
  await Promise.race([button.click(), ada.page.waitForURL('**/dashboard')]);
  await ada.page.waitForURL('**/dashboard');
  await ada.close();
});

it('changes the password, which ends every other session', async () => {
  const ada = await Person.create();
  await ada.signUp();
  const other = await Person.create();
  await other.page.goto('/login');
  await other.signIn(ada.email);
  await other.page.waitForURL('**/dashboard');
  await ada.page.goto('/account/security');
  await ada.page.getByLabel('Current password').fill('not the right one');
  await ada.page.getByLabel('New password', { exact: true }).fill(OTHER_PASSWORD);
  await ada.page.getByRole('button', { name: 'Change the password' }).click();
  await ada.page.getByRole('alert').getByText('Invalid password').waitFor();
  await ada.page.getByLabel('Current password').fill(PASSWORD);
  await ada.page.getByRole('button', { name: 'Change the password' }).click();
  await ada.page.getByText('Your password is changed').waitFor();
  await other.page.waitForURL('**/login?**ended=1');
  await ada.page.reload();
  await ada.page.getByLabel('Current password').waitFor();
  await ada.close();
  await other.close();
});

it('makes an API key that works, shows it once, and revokes it', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.page.goto('/account/api-keys');
  await ada.page.getByText('You have no API key yet.').waitFor();
  await ada.page.getByRole('button', { name: 'New API key' }).click();
  await ada.page.getByLabel('What it is for').fill('Backup');
  await ada.page.getByRole('button', { name: 'Make the key' }).click();
  const key = await ada.page.getByTestId('api-key').innerText();
  expect(await statusWith(ada, key)).toBe(200);
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await ada.page.getByText('Backup').waitFor();
  expect(await ada.page.content()).not.toContain(key);
  await ada.page.getByRole('button', { name: 'Revoke' }).click();
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect.poll(() => statusWith(ada, key)).toBe(401);
  await ada.close();
});

function statusWith(person: Person, key: string): Promise<number> {
  return person.page.evaluate(async bearer => {
    const answer = await fetch('/api/auth/me', { headers: { Authorization: `Bearer ${bearer}` } });
    return answer.status;
  }, key);
}

it('erases the account when asked with the password', async () => {
  const ada = await Person.create();
  await ada.signUp();
  await ada.page.goto('/account/data');
  await ada.page.getByRole('button', { name: 'Delete my account' }).click();
  const dialog = ada.page.getByRole('dialog');
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Delete my account' }).click();
  await ada.page.waitForURL('**/login');
  await ada.signIn();
  await ada.page.getByText('Invalid email or password').waitFor();
  await ada.close();
});
