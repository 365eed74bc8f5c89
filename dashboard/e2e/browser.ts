import { createHmac } from 'node:crypto';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

/** The real server, started by whoever runs these tests. */
export const SERVER = required('GATEHOUSE_URL');
export const ADMIN = { email: required('ADMIN_EMAIL'), password: required('ADMIN_PASSWORD') };
export const PASSWORD = 'a longer Passw0rd';

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: required('CHROMIUM'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
});

afterAll(() => browser.close());

/** A browser of one person's own. Whatever its pages complain of fails the test. */
export class Person {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly email: string,
    private readonly complaints: string[],
  ) {}

  static async create(options: { locale?: string; userAgent?: string } = {}): Promise<Person> {
    const context = await browser.newContext({
      baseURL: SERVER,
      locale: options.locale ?? 'en-GB',
      ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
    });
    context.setDefaultTimeout(20_000);
    const complaints: string[] = [];
    const page = await context.newPage();
    const person = new Person(context, page, newEmail(), complaints);
    context.on('page', opened => person.listen(opened));
    person.listen(page);
    return person;
  }

  async close(): Promise<void> {
    await this.context.close();
    expect(this.complaints).toEqual([]);
  }

  async signUp(name = 'Ada Lovelace'): Promise<void> {
    await this.page.goto('/register');
    await this.page.getByLabel('Name (optional)').fill(name);
    await this.page.getByLabel('Email').fill(this.email);
    await this.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Create account' }).click();
    await this.page.waitForURL('**/dashboard');
  }

  async signIn(email = this.email, password = PASSWORD): Promise<void> {
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  async signOut(): Promise<void> {
    await this.page.getByTestId('person').click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await this.page.waitForURL('**/login');
  }

  private listen(page: Page): void {
    page.on('pageerror', error => this.complaints.push(error.message));
    page.on('dialog', dialog => {
      this.complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', message => {
      // Refused requests are what many of these tests are about.
      if (message.type() === 'error' && !message.text().includes('Failed to load resource')) {
        this.complaints.push(message.text());
      }
    });
  }
}

/** Somebody who may do everything, in the administration. */
export async function administrator(): Promise<Person> {
  const root = await Person.create();
  await root.page.goto('/login?next=/admin');
  await root.signIn(ADMIN.email, ADMIN.password);
  await root.page.waitForURL('**/admin/overview');
  return root;
}

/** Gives a person a device that keeps passkeys; answers how to let it act by itself or not. */
export async function authenticator(person: Person): Promise<(acts: boolean) => Promise<void>> {
  const devTools = await person.context.newCDPSession(person.page);
  await devTools.send('WebAuthn.enable');
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return async acts => {
    const wanted = { authenticatorId, enabled: acts };
    await devTools.send('WebAuthn.setAutomaticPresenceSimulation', wanted);
  };
}

let number = 0;

export function newEmail(): string {
  number++;
  return `person${number}-${Date.now()}@example.com`;
}

/** The newest mail to an address, once it is there. */
export async function mailTo(email: string, subject: RegExp): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${SERVER}/dev/mailbox`, {
      headers: { Accept: 'application/json' },
    });
    const mails = (await answer.json()) as { to: string; subject: string; text: string }[];
    const found = mails.find(mail => mail.to.includes(email) && subject.test(mail.subject));
    if (found !== undefined) {
      return found.text;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`no mail to ${email} with a subject like ${subject}`);
}

/** The link of a mail, as a path of this server. */
export function linkOf(mail: string): string {
  const link = /https?:\/\/\S+#token=\S+/.exec(mail)?.[0];
  if (link === undefined) {
    throw new Error('the mail has no link');
  }
  const { pathname, hash } = new URL(link);
  return pathname + hash;
}

const STEP_MILLIS = 30_000;
const used = new Map<string, number>();

/** What an authenticator app shows for a key (RFC 6238); each step's code is given once. */
export async function totp(secret: string): Promise<string> {
  const last = used.get(secret) ?? 0;
  let step = Math.max(last + 1, Math.floor(Date.now() / STEP_MILLIS) - 1);
  while (step > Math.floor(Date.now() / STEP_MILLIS) + 1) {
    await new Promise(resolve => setTimeout(resolve, 500));
    step = Math.max(last + 1, Math.floor(Date.now() / STEP_MILLIS) - 1);
  }
  used.set(secret, step);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', base32(secret)).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(text, letter =>
    letters.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)));
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set`);
  }
  return value;
}
