import { expect, it } from 'vitest';
import { Person } from './browser';
import { look } from './manners';

/** As DashboardTest has set them. */
const NAME = 'Kontor Nord';
const COLOUR = 'rgb(95, 61, 196)';
const CARD = { light: 'rgb(248, 249, 250)', dark: 'rgb(26, 27, 30)' };

it('shows the operator’s name, logo and colours, light and dark, before and after sign-in', async () => {
  const ada = await Person.create();
  const { page } = ada;
  const found = await look(ada, 'login', 'brand-login');
  expect(await page.title()).toBe(`Sign in · ${NAME}`);
  await page.getByText(NAME, { exact: true }).waitFor();
  const button = page.getByRole('button', { name: 'Sign in', exact: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await expect.poll(() => button.evaluate(style, 'background-color')).toBe(COLOUR);
    const card = page.locator('.mantine-Card-root');
    await expect.poll(() => card.evaluate(style, 'background-color')).toBe(CARD[colorScheme]);
  }
  expect(await page.locator('main img').evaluate(shown)).toBe('40 x 20');
  await ada.signUp();
  found.push(...(await look(ada, 'dashboard', 'brand-dashboard')));
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.getByRole('banner').getByText(NAME).waitFor();
  expect(await page.getByRole('banner').locator('img').evaluate(shown)).toBe('40 x 20');
  expect(found).toEqual([]);
  await ada.close();
}, 120_000);

function style(element: Element, property: string): string {
  return getComputedStyle(element).getPropertyValue(property);
}

function shown(image: Element): string {
  const { naturalWidth, naturalHeight } = image as HTMLImageElement;
  return `${naturalWidth} x ${naturalHeight}`;
}
