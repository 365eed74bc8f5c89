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

const VIEWS = [
  ['light', 1200],
  ['dark', 1200],
  ['light', 390],
] as const;

/** Takes pictures of a page, light, dark and on a phone; what is wrong with it. */
export async function look(person: Person, path: string, name = path): Promise<string[]> {
  const { page } = person;
  const found: string[] = [];
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.goto(`/${path}`);
  await page.waitForLoadState('networkidle');
  await page.getByRole('heading').first().waitFor();
  for (const [scheme, width] of VIEWS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await settled(page, scheme);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) {
      found.push(`${path} is ${wide} pixels wide at ${width}`);
    }
    await shoot(page, `${name}-${width < 500 ? 'phone' : scheme}`);
    found.push(...(await violations(page)).map(each => `${path} (${scheme}, ${width}) ${each}`));
  }
  return found;
}

/** Waits until the page has taken on its colours, and nothing moves on it but what moves for ever. */
async function settled(page: Page, scheme: string): Promise<void> {
  await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
  await page.evaluate(async () => {
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const passing = document
      .getAnimations()
      .filter(each => each.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.all(passing.map(each => each.finished.catch(() => undefined)));
  });
}
