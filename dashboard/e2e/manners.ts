import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Person } from './browser';

const SHOTS = process.env['SCREENSHOTS'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with the page as it is now. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.map(each => `${each.id}: ${each.nodes[0]?.html}`);
  });
}

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) {
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: `${SHOTS}/${name.replaceAll('/', '-')}.png`, fullPage: true });
  }
}

/** Takes pictures of a page, light, dark and on a phone; what is wrong with it. */
export async function look(person: Person, path: string): Promise<string[]> {
  const found: string[] = [];
  for (const [scheme, width] of [
    ['light', 1200],
    ['dark', 1200],
    ['light', 390],
  ] as const) {
    await person.page.setViewportSize({ width, height: 800 });
    await person.page.emulateMedia({ colorScheme: scheme });
    await person.page.goto(`/${path}`);
    await person.page.waitForLoadState('networkidle');
    await person.page.getByRole('heading').first().waitFor();
    const wide = await person.page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) {
      found.push(`${path} is ${wide} pixels wide at ${width}`);
    }
    await shoot(person.page, `${path}-${width < 500 ? 'phone' : scheme}`);
    found.push(
      ...(await violations(person.page)).map(each => `${path} (${scheme}, ${width}) ${each}`),
    );
  }
  return found;
}
