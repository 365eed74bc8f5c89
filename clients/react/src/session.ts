import type { AxiosInstance, AxiosResponse } from 'axios';
import {
  signInOf,
  tokensOf,
  unwrapped,
  userOf,
  type Factor,
  type SignIn,
  type User,
} from './answers';
import { problemOf, type Problem } from './problem';
import type { Tokens, TokenStore } from './tokens';

/** What the page knows of who uses it. */
export interface SessionState {
  /** Until it is known whether somebody is signed in. */
  loading: boolean;
  user: User | null;
  /** Why it could not be found out, when the server was out of reach. */
  problem: Problem | null;
}

/** Thrown by a refresh that the server has refused: nobody is signed in any more. */
export class SignedOutError extends Error {
  constructor() {
    super('The session has ended.');
    this.name = 'SignedOutError';
  }
}

export interface SessionOptions {
  /** Sends requests as they are. */
  plain: AxiosInstance;
  store: TokenStore;
  /** `/api/auth` */
  prefix: string;
  /** Whether the browser keeps the refresh token as a cookie (`AUTH_COOKIES=true`). */
  cookies: boolean;
  /** Called when the server has ended the session. */
  onSignedOut: () => void;
}

const UNTIL_STORED_MILLIS = 100;
const OUT: SessionState = { loading: false, user: null, problem: null };

/** One page's session: keeps its tokens fresh, once for all requests and all tabs, and tells who is signed in. */
export class Session {
  private state: SessionState = { loading: true, user: null, problem: null };
  private readonly listeners = new Set<() => void>();
  private refreshing: Promise<Tokens> | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private starting: Promise<void> | null = null;
  private csrf: string | null = null;

  constructor(private readonly options: SessionOptions) {
    options.store.onChange(() => this.changedElsewhere());
  }

  readonly snapshot = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  tokens(): Tokens | null {
    return this.options.store.read();
  }

  /** Finds out who is signed in. Asking again while that is under way asks once. */
  start(): Promise<void> {
    this.starting ??= this.restore().finally(() => (this.starting = null));
    return this.starting;
  }

  login(email: string, password: string): Promise<SignIn> {
    return this.signIn('/login', { email, password });
  }

  register(email: string, password: string, name?: string): Promise<SignIn> {
    return this.signIn('/register', { email, password, ...(name ? { name } : {}) });
  }

  /** The other half of a sign-in that asked for a second factor. */
  verifyMfa(mfaToken: string, method: Factor, code: string): Promise<SignIn> {
    return this.signIn('/mfa/verify', { mfa_token: mfaToken, method, code });
  }

  /** Posts anything that answers in login's shape, and signs in with it. */
  async signIn(path: string, body: unknown): Promise<SignIn> {
    return this.adopt(await this.post(path, body));
  }

  /**
   * Posts, as whoever is signed in, what renews the session: a recent sign-in, a new password or second factor. It is sent once, so that a
   * wrong password counts once, with a token that was seen to be good just before. The server ends the old token before its
   * answer is here: whoever finds that out meanwhile, in whichever tab, waits for the new one.
   */
  async renew(path: string, body: unknown): Promise<AxiosResponse<unknown>> {
    await this.load();
    const answer = await this.alone(async () => {
      const renewed = await this.post(path, body, this.tokens()?.accessToken);
      this.take(renewed);
      return renewed;
    });
    await this.load();
    return answer;
  }

  /** Posts to one of the account's calls without signing in with the answer; `adopt` does that, when the page is ready. */
  send(path: string, body: unknown): Promise<AxiosResponse<unknown>> {
    return this.post(path, body);
  }

  /** Signs in with an answer of login's shape, as a change of password brings one. */
  async adopt(answer: AxiosResponse<unknown>): Promise<SignIn> {
    const signIn = this.take(answer);
    if (signIn.outcome === 'signed-in') {
      // Login's user is a shorter one in one mode; what the page shows is the whole.
      await this.load();
    }
    return signIn;
  }

  private take(answer: AxiosResponse<unknown>): SignIn {
    const signIn = signInOf(answer.status, answer.data);
    if (signIn.outcome === 'signed-in') {
      this.csrf = null;
      this.options.store.write(signIn.tokens);
    }
    return signIn;
  }

  /** Ends the session here and, if it can be reached, at the server. */
  async logout(): Promise<void> {
    const tokens = this.tokens();
    this.options.store.write(null);
    this.set(OUT);
    if (tokens !== null || this.options.cookies) {
      const body = tokens?.refreshToken ? { refresh_token: tokens.refreshToken } : undefined;
      await this.post('/logout', body, tokens?.accessToken).catch(() => undefined);
    }
    this.csrf = null;
  }

  /** Asks again who is signed in, after something about them has changed. */
  async load(): Promise<void> {
    const token = this.tokens()?.accessToken;
    if (token === undefined) {
      this.set(OUT);
      return;
    }
    try {
      this.set({ loading: false, user: await this.me(token), problem: null });
    } catch (error) {
      if (error instanceof SignedOutError) {
        this.set(OUT);
      } else {
        this.set({ loading: false, user: this.state.user, problem: problemOf(error) });
      }
    }
  }

  /**
   * Exchanges the tokens; whoever asks meanwhile gets the same ones.
   *
   * @param stale the access token that was refused: nothing is asked when another one is there already
   * @throws SignedOutError when the server has refused; anything else leaves the tokens as they are
   */
  refresh(stale?: string): Promise<Tokens> {
    this.refreshing ??= this.alone(() => this.exchange(stale)).finally(
      () => (this.refreshing = null),
    );
    return this.refreshing;
  }

  /** Waits for a refresh that is under way, however it ends. */
  async settled(): Promise<void> {
    await this.refreshing?.catch(() => undefined);
  }

  private async restore(): Promise<void> {
    if (this.tokens() === null && this.options.cookies) {
      try {
        await this.refresh();
      } catch (error) {
        const problem = error instanceof SignedOutError ? null : problemOf(error);
        this.set({ ...OUT, problem });
        return;
      }
    }
    await this.load();
  }

  private async me(token: string): Promise<User> {
    const ask = (bearer: string) =>
      this.options.plain.get<unknown>(`${this.options.prefix}/me`, {
        headers: { Authorization: `Bearer ${bearer}` },
      });
    try {
      return userOf((await ask(token)).data);
    } catch (error) {
      if (problemOf(error).status !== 401) {
        throw error;
      }
      return userOf((await ask((await this.refresh(token)).accessToken)).data);
    }
  }

  private async exchange(stale: string | undefined): Promise<Tokens> {
    const before = this.tokens();
    if (stale !== undefined && before !== null && before.accessToken !== stale) {
      return before;
    }
    if (before === null && !this.options.cookies) {
      throw new SignedOutError();
    }
    let tokens: Tokens | null;
    try {
      tokens = tokensOf(unwrapped((await this.askForTokens(before)).data));
    } catch (error) {
      if (problemOf(error).status === 401) {
        this.end(before);
        throw new SignedOutError();
      }
      throw error;
    }
    if (tokens === null) {
      throw new Error('The server answered a refresh without tokens.');
    }
    const now = this.tokens();
    if (now === null && before !== null) {
      throw new SignedOutError(); // while the answer was on its way
    }
    if (now !== null && now.accessToken !== before?.accessToken) {
      return now; // another tab was quicker
    }
    this.options.store.write(tokens);
    return tokens;
  }

  private askForTokens(before: Tokens | null): Promise<AxiosResponse<unknown>> {
    if (this.options.cookies) {
      return this.post('/refresh');
    }
    return before?.refreshToken
      ? this.post('/refresh', { refresh_token: before.refreshToken })
      : this.post('/refresh', undefined, before?.accessToken);
  }

  private end(before: Tokens | null): void {
    if (this.tokens()?.accessToken === before?.accessToken) {
      this.options.store.write(null);
    }
    this.set(OUT);
    if (before !== null) {
      this.options.onSignedOut();
    }
  }

  /**
   * One after the other in all tabs, where the browser has locks; elsewhere in this one, and the server's grace gives all
   * tabs the same successor. Storage reaches other tabs a little later than locks do, so the next one is let in a little later.
   */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
    if (locks === undefined) {
      const turn = this.turn.then(work);
      this.turn = turn.catch(() => undefined);
      return turn;
    }
    return new Promise((resolve, reject) => {
      const held = async () => {
        resolve(await work());
        await new Promise(free => setTimeout(free, UNTIL_STORED_MILLIS));
      };
      locks.request('gatehouse:refresh', held).catch(reject);
    });
  }

  private async post(
    path: string,
    body?: unknown,
    bearer?: string,
  ): Promise<AxiosResponse<unknown>> {
    const send = async (renew: boolean) =>
      this.options.plain.post<unknown>(this.options.prefix + path, body, {
        withCredentials: this.options.cookies,
        headers: {
          ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
          ...(this.options.cookies && bearer === undefined
            ? { 'X-CSRF-Token': await this.csrfToken(renew) }
            : {}),
        },
      });
    try {
      return await send(false);
    } catch (error) {
      if (this.options.cookies && problemOf(error).status === 403) {
        return send(true);
      }
      throw error;
    }
  }

  private async csrfToken(renew: boolean): Promise<string> {
    if (this.csrf === null || renew) {
      const answer = await this.options.plain.get<unknown>(`${this.options.prefix}/csrf`, {
        withCredentials: true,
      });
      this.csrf = (unwrapped(answer.data) as { csrf_token: string }).csrf_token;
    }
    return this.csrf;
  }

  private changedElsewhere(): void {
    if (this.tokens() === null && !this.options.cookies) {
      this.set(OUT);
    } else if (this.state.user === null || this.tokens() === null) {
      void this.start();
    }
  }

  private set(state: SessionState): void {
    this.state = state;
    this.listeners.forEach(listener => listener());
  }
}
