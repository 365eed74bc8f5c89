import { createAuthApi, type AuthApi } from '@gatehouse/react';
import { settings } from '../settings';

let ended = false;

/** The server, asked in the name of whoever is signed in. The pages themselves see to who is not. */
export const api: AuthApi = createAuthApi({
  cookies: settings.cookies,
  axios: { timeout: 30_000 },
  onSignedOut: () => {
    ended = true;
  },
});

/** Whether it was the server that ended the session, and not the person. */
export function wasEnded(): boolean {
  return ended;
}

/** The data of an answer of `/api/auth`, in either mode. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as axios types its answers
export function dataOf<T>(answer: { data: unknown }): T {
  const body = answer.data as { success?: boolean; data?: unknown } | null;
  return (body?.success === true && 'data' in body ? body.data : body) as T;
}
