import Bowser from 'bowser';

/** A browser's or program's name, as it gives itself: `Firefox on Windows`. */
export function deviceName(userAgent: string | null | undefined): string | null {
  if (!userAgent) {
    return null;
  }
  const parsed = Bowser.parse(userAgent);
  const browser = parsed.browser.name;
  const system = parsed.os.name;
  if (browser && system) {
    return `${browser} · ${system}`;
  }
  return browser || userAgent.split(/[ (]/)[0] || null;
}
