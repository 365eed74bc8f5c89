import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createAuthApi,
  memoryTokenStore,
  problemOf,
  SignedOutError,
  type AuthApiOptions,
} from '../src';
import { TestServer } from './server';

function apiOf(server: TestServer, options: AuthApiOptions = {}) {
  const onSignedOut = vi.fn();
  const api = createAuthApi({ onSignedOut, axios: { adapter: server.adapter }, ...options });
  return { api, onSignedOut };
}

beforeEach(() => localStorage.clear());

describe.each(['jwt', 'session', 'cookies'] as const)('with a server in mode %s', mode => {
  const options = mode === 'cookies' ? { cookies: true } : {};

  it('sends the token with every request after sign-in', async () => {
    const server = new TestServer(mode);
    const { api } = apiOf(server, options);
    const signIn = await api.session.login('ada@example.com', 'right');
    expect(signIn.outcome).toBe('signed-in');
    expect((await api.get('/things')).status).toBe(200);
    expect(api.session.snapshot().user?.email).toBe('ada@example.com');
  });

  it('refreshes once for ten requests that are refused together', async () => {
    const server = new TestServer(mode);
    const { api, onSignedOut } = apiOf(server, options);
    await api.session.login('ada@example.com', 'right');
    server.expire();
    server.refreshTakes = 20;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => api.get(`/things/${i}`)),
    );
    expect(answers.map(answer => answer.status)).toEqual(Array(10).fill(200));
    expect(server.count('/api/auth/refresh') - (mode === 'cookies' ? 1 : 0)).toBeLessThanOrEqual(1);
    expect(onSignedOut).not.toHaveBeenCalled();
  });

  it('waits for the new token of a recent sign-in when the old one is found to be over', async () => {
    const server = new TestServer(mode);
    const { api, onSignedOut } = apiOf(server, options);
    await api.session.login('ada@example.com', 'right');
    const old = api.session.tokens()?.accessToken;
    server.refreshTakes = 100;
    server.refusesRefresh = true;
    const renewed = api.session.renew('/reauthenticate', { password: 'right' });
    await vi.waitFor(() => expect(server.count('/api/auth/reauthenticate')).toBe(1), {
      interval: 1,
    });
    const refreshed = await api.session.refresh(old);
    expect(refreshed.accessToken).toBe(server.access);
    expect((await renewed).status).toBe(200);
    expect(server.count('/api/auth/refresh')).toBe(0);
    expect(onSignedOut).not.toHaveBeenCalled();
  });

  it('is signed out, once, when the refresh is refused', async () => {
    const server = new TestServer(mode);
    const { api, onSignedOut } = apiOf(server, options);
    await api.session.login('ada@example.com', 'right');
    server.expire();
    server.refusesRefresh = true;
    const answers = await Promise.allSettled([api.get('/a'), api.get('/b'), api.get('/c')]);
    for (const answer of answers) {
      expect(answer.status === 'rejected' && problemOf(answer.reason).status).toBe(401);
    }
    expect(onSignedOut).toHaveBeenCalledTimes(1);
    expect(api.session.tokens()).toBeNull();
    expect(api.session.snapshot().user).toBeNull();
  });

  it('keeps its tokens when the server cannot be reached for a refresh', async () => {
    const server = new TestServer(mode);
    const { api, onSignedOut } = apiOf(server, options);
    await api.session.login('ada@example.com', 'right');
    const before = api.session.tokens();
    server.down = true;
    await expect(api.session.refresh()).rejects.toThrow('Network Error');
    expect(api.session.tokens()).toEqual(before);
    server.down = false;
    server.expire();
    expect((await api.get('/things')).status).toBe(200);
    expect(onSignedOut).not.toHaveBeenCalled();
  });

  it('forgets everything at sign-out, even when the server cannot be reached', async () => {
    const server = new TestServer(mode);
    const { api } = apiOf(server, options);
    await api.session.login('ada@example.com', 'right');
    server.down = true;
    await api.session.logout();
    expect(api.session.tokens()).toBeNull();
    expect(api.session.snapshot()).toEqual({ loading: false, user: null, problem: null });
    expect(localStorage.length).toBe(0);
  });
});

it('does not bring back a session that was left while it was being refreshed', async () => {
  const server = new TestServer();
  const { api } = apiOf(server);
  await api.session.login('ada@example.com', 'right');
  server.refreshTakes = 30;
  const refresh = api.session.refresh();
  await new Promise(resolve => setTimeout(resolve, 5));
  await api.session.logout();
  await expect(refresh).rejects.toBeInstanceOf(SignedOutError);
  expect(api.session.tokens()).toBeNull();
});

it('takes the tokens of a tab that was quicker while its own answer was on its way', async () => {
  const server = new TestServer();
  const { api, onSignedOut } = apiOf(server);
  await api.session.login('ada@example.com', 'right');
  server.expire();
  server.refreshTakes = 30;
  const answer = api.get('/things');
  await new Promise(resolve => setTimeout(resolve, 10));
  localStorage.setItem('access_token', 'access-3');
  await answer;
  expect(localStorage.getItem('access_token')).toBe('access-3');
  expect(onSignedOut).not.toHaveBeenCalled();
});

it('takes the tokens that another tab has fetched instead of refreshing again', async () => {
  const server = new TestServer();
  const first = apiOf(server).api;
  const second = apiOf(server).api;
  await first.session.login('ada@example.com', 'right');
  server.expire();
  const stale = second.session.tokens()?.accessToken;
  await first.get('/things');
  expect(server.count('/api/auth/refresh')).toBe(1);
  expect((await second.session.refresh(stale)).accessToken).toBe(server.access);
  expect(server.count('/api/auth/refresh')).toBe(1);
});

it('lets a request that is made during a refresh wait for it', async () => {
  const server = new TestServer();
  const { api } = apiOf(server);
  await api.session.login('ada@example.com', 'right');
  server.expire();
  server.refreshTakes = 20;
  const first = api.get('/first');
  await new Promise(resolve => setTimeout(resolve, 5));
  await Promise.all([first, api.get('/second')]);
  expect(server.count('/second')).toBe(1);
});

it('sends a request again once and no more', async () => {
  const server = new TestServer();
  const { api } = apiOf(server);
  await api.session.login('ada@example.com', 'right');
  server.refusesEverything = true;
  await expect(api.get('/things')).rejects.toThrow();
  expect(server.count('/things')).toBe(2);
});

it('tells nobody else the token', async () => {
  const server = new TestServer();
  const { api } = apiOf(server);
  await api.session.login('ada@example.com', 'right');
  await api.get('https://elsewhere.example/things').catch(() => undefined);
  await api.get('//elsewhere.example/things').catch(() => undefined);
  const elsewhere = server.seen.filter(each => each.path.includes('elsewhere'));
  expect(elsewhere).toHaveLength(2);
  expect(elsewhere.map(each => each.bearer)).toEqual([null, null]);
  expect(server.count('/api/auth/refresh')).toBe(0);
});

it('leaves a 401 that asks for a recent sign-in to the page', async () => {
  const server = new TestServer();
  const { api } = apiOf(server);
  await api.session.login('ada@example.com', 'right');
  const adapter = server.adapter;
  const stepUp = createAuthApi({
    store: memoryTokenStore('other'),
    axios: {
      adapter: async config => {
        const answer = adapter(config);
        return config.url === '/delicate'
          ? answer.catch((error: unknown) => {
              (error as { response: { headers: Map<string, string> } }).response.headers.set(
                'www-authenticate',
                'Bearer error="insufficient_user_authentication"',
              );
              throw error;
            })
          : answer;
      },
    },
  });
  await stepUp.session.login('ada@example.com', 'right');
  server.expire();
  const refused = await stepUp.get('/delicate').catch((error: unknown) => problemOf(error));
  expect(refused).toMatchObject({ status: 401, reason: 'insufficient_user_authentication' });
  expect(server.count('/api/auth/refresh')).toBe(0);
});

it('tells what a sign-in still needs', async () => {
  const { api } = apiOf(new TestServer());
  expect(await api.session.login('ada@example.com', 'mfa')).toEqual({
    outcome: 'mfa-required',
    mfaToken: 'half',
    methods: ['totp'],
  });
  expect(api.session.tokens()).toBeNull();
});

it('keeps the names of the old dashboards in localStorage', async () => {
  const { api } = apiOf(new TestServer());
  await api.session.login('ada@example.com', 'right');
  expect(localStorage.getItem('access_token')).toBe('access-1');
  expect(localStorage.getItem('refresh_token')).toBe('refresh-1');
});

it('keeps no refresh token where a script finds one, with cookies', async () => {
  const { api } = apiOf(new TestServer('cookies'), { cookies: true });
  await api.session.login('ada@example.com', 'right');
  expect(api.session.tokens()?.refreshToken).toBeNull();
  expect(localStorage.length).toBe(0);
});

it('comes back after a reload by its cookie', async () => {
  const server = new TestServer('cookies');
  await apiOf(server, { cookies: true }).api.session.login('ada@example.com', 'right');
  const { api } = apiOf(server, { cookies: true, store: memoryTokenStore('reloaded') });
  await api.session.start();
  expect(api.session.snapshot().user?.name).toBe('Ada');
});

it('says that the server is out of reach rather than signing out at a reload', async () => {
  const server = new TestServer();
  await apiOf(server).api.session.login('ada@example.com', 'right');
  const { api, onSignedOut } = apiOf(server);
  server.down = true;
  await api.session.start();
  expect(api.session.snapshot()).toMatchObject({
    loading: false,
    user: null,
    problem: { status: 0 },
  });
  server.down = false;
  await api.session.load();
  expect(api.session.snapshot()).toMatchObject({ user: { name: 'Ada' }, problem: null });
  expect(onSignedOut).not.toHaveBeenCalled();
});

it('follows another tab that signs out', async () => {
  const { api } = apiOf(new TestServer());
  await api.session.login('ada@example.com', 'right');
  localStorage.clear();
  window.dispatchEvent(new StorageEvent('storage', { key: null, storageArea: localStorage }));
  expect(api.session.snapshot().user).toBeNull();
});
