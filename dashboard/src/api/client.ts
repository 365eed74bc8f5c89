import { createAuthApi, type AuthApi } from '@gatehouse/react';
import { settings } from '../settings';

/** The server, asked in the name of whoever is signed in. The router takes care of who is not. */
export const api: AuthApi = createAuthApi({
  cookies: settings.cookies,
  axios: { timeout: 30_000 },
  onSignedOut: () => {
    const { pathname, search } = window.location;
    window.dispatchEvent(new CustomEvent('gatehouse:ended', { detail: pathname + search }));
  },
});

/** The data of an answer of `/api/auth`, in either mode. */
export function dataOf<T>(answer: { data: unknown }): T {
  const body = answer.data as { success?: boolean; data?: unknown };
  return (body !== null && body.success === true && 'data' in body ? body.data : body) as T;
}
