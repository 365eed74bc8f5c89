/**
 * Where to go after signing in: a path of this site. Anything else, such as another site's address in disguise, becomes
 * `fallback`.
 */
export function safeNext(wanted: string | null | undefined, fallback = '/'): string {
  // Browsers read a backslash as a slash, and drop tabs and line breaks.
  if (!wanted || !/^\/(?![/\\])/.test(wanted) || /[\u0000-\u001f\\]/.test(wanted)) {
    return fallback;
  }
  try {
    const url = new URL(wanted, window.location.origin);
    return url.origin === window.location.origin ? url.pathname + url.search + url.hash : fallback;
  } catch {
    return fallback;
  }
}

/** The sign-in page's address, which leads back to where the person is now. */
export function loginAddress(loginPath: string): string {
  const { pathname, search, hash } = window.location;
  const here = pathname + search + hash;
  return here === '/' ? loginPath : `${loginPath}?next=${encodeURIComponent(here)}`;
}
