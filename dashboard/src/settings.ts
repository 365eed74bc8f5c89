/** What the server tells the page before it asks for anything; all of it also under `npm run dev`. */
export interface Settings {
  auth_mode: 'jwt' | 'session';
  /** Whether the browser keeps the refresh token. */
  cookies: boolean;
  name: string;
  logo: boolean;
}

const FALLBACK: Settings = { auth_mode: 'jwt', cookies: false, name: 'Gatehouse', logo: false };

function read(): Settings {
  const text = document.querySelector<HTMLMetaElement>('meta[name="gatehouse"]')?.content ?? '';
  try {
    return { ...FALLBACK, ...(JSON.parse(text) as Partial<Settings>) };
  } catch {
    return FALLBACK; // served by Vite, which fills nothing in
  }
}

export const settings = read();

/** The nonce of this page's Content-Security-Policy, for styles that are written at run time. */
export const nonce =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
