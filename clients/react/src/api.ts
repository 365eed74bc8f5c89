import axios, { AxiosHeaders, type AxiosInstance, type CreateAxiosDefaults } from 'axios';
import { loginAddress } from './next';
import { problemOf } from './problem';
import { Session, SignedOutError } from './session';
import { localTokenStore, memoryTokenStore, type TokenStore } from './tokens';

declare module 'axios' {
  interface InternalAxiosRequestConfig {
    /** Whether this is the second try, after a refresh. */
    gatehouseRetried?: boolean;
  }
}

export interface AuthApiOptions {
  /** Where the server answers, such as `https://auth.example.com`; tokens are sent nowhere else. Empty for this page's origin. */
  baseURL?: string;
  /** Where the account's calls are; `/api/auth` unless a proxy moves them. */
  prefix?: string;
  /** `localTokenStore()` by default; `memoryTokenStore()` with `cookies`. */
  store?: TokenStore;
  /** For a server with `AUTH_COOKIES=true`: the browser keeps the refresh token, where no script can read it. */
  cookies?: boolean;
  /** The page to sign in at; `/login`. */
  loginPath?: string;
  /** Called instead of going to the sign-in page when the session has ended. */
  onSignedOut?: () => void;
  /** Anything else of axios, such as `timeout`. */
  axios?: Omit<CreateAxiosDefaults, 'baseURL'>;
}

/** An axios instance that signs its requests, and the session it does that with. */
export type AuthApi = AxiosInstance & { readonly session: Session };

/**
 * Makes an axios instance whose requests carry the signed-in user's token. One that is refused with a 401 waits for one
 * refresh, together with all others, and is sent once more. When the server refuses that too, the person is sent to the
 * sign-in page, from which they come back to where they were.
 */
export function createAuthApi(options: AuthApiOptions = {}): AuthApi {
  const loginPath = options.loginPath ?? '/login';
  const defaults: CreateAxiosDefaults = { ...options.axios, baseURL: options.baseURL ?? '' };
  const cookies = options.cookies ?? false;
  const session = new Session({
    plain: axios.create(defaults),
    store: options.store ?? (cookies ? memoryTokenStore() : localTokenStore()),
    prefix: options.prefix ?? '/api/auth',
    cookies,
    onSignedOut: options.onSignedOut ?? (() => goToLogin(loginPath)),
  });
  const http = axios.create(defaults);
  const home = new URL(options.baseURL || '/', here()).origin;
  const isHome = (url: string) => new URL(url, here()).origin === home;

  http.interceptors.request.use(async config => {
    if (!isHome(http.getUri(config)) || config.headers.has('Authorization')) {
      return config;
    }
    await session.settled();
    const token = session.tokens()?.accessToken;
    if (token !== undefined) {
      config.headers.set('Authorization', `Bearer ${token}`);
    }
    return config;
  });

  http.interceptors.response.use(undefined, async (error: unknown) => {
    if (!axios.isAxiosError(error) || error.config === undefined || error.config.gatehouseRetried) {
      throw error;
    }
    const sent = bearer(error.config.headers);
    const { status, reason } = problemOf(error);
    // A 401 that asks for a recent sign-in (RFC 9470) is not about the token.
    if (status !== 401 || sent === null || reason === 'insufficient_user_authentication') {
      throw error;
    }
    if (!isHome(http.getUri(error.config))) {
      throw error;
    }
    try {
      const { accessToken } = await session.refresh(sent);
      error.config.headers.set('Authorization', `Bearer ${accessToken}`);
    } catch (refused) {
      throw refused instanceof SignedOutError ? error : refused;
    }
    error.config.gatehouseRetried = true;
    return http.request(error.config);
  });

  return Object.assign(http, { session });
}

function goToLogin(loginPath: string): void {
  if (window.location.pathname !== loginPath) {
    window.location.assign(loginAddress(loginPath));
  }
}

function bearer(headers: unknown): string | null {
  const sent = headers instanceof AxiosHeaders ? headers.get('Authorization') : null;
  return typeof sent === 'string' && sent.startsWith('Bearer ')
    ? sent.slice('Bearer '.length)
    : null;
}

function here(): string {
  return typeof window === 'undefined' ? 'http://localhost' : window.location.href;
}
