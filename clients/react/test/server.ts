import {
  AxiosError,
  AxiosHeaders,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';

interface Seen {
  method: string;
  path: string;
  bearer: string | null;
  csrf: string | null;
  body: Record<string, unknown> | null;
}

interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

const USER = {
  id: '0199',
  email: 'ada@example.com',
  name: 'Ada',
  created_at: '2026-01-01T00:00:00Z',
  roles: ['user'],
};

/** What the server does with tokens, in a few lines: only the newest pair counts. */
export class TestServer {
  readonly seen: Seen[] = [];
  /** Made longer to let requests pile up. */
  refreshTakes = 0;
  down = false;
  refusesRefresh = false;
  refusesEverything = false;
  permissions: string[] = [];
  private number = 0;

  constructor(readonly mode: 'jwt' | 'session' | 'cookies' = 'jwt') {}

  readonly adapter = async (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
    const seen = this.note(config);
    await Promise.resolve();
    if (this.down) {
      throw new AxiosError('Network Error', AxiosError.ERR_NETWORK, config);
    }
    const reply = await this.reply(seen);
    const response: AxiosResponse = {
      data: reply.body,
      status: reply.status,
      statusText: '',
      headers: new AxiosHeaders(reply.headers),
      config,
    };
    if (reply.status >= 400) {
      throw new AxiosError(`status ${reply.status}`, undefined, config, null, response);
    }
    return response;
  };

  /** As when the access token runs out. */
  expire(): void {
    this.number++;
  }

  count(path: string): number {
    return this.seen.filter(each => each.path === path).length;
  }

  get access(): string {
    return `access-${this.number}`;
  }

  private note(config: InternalAxiosRequestConfig): Seen {
    const text = (name: string) => {
      const value = config.headers.get(name);
      return typeof value === 'string' ? value : null;
    };
    const url = new URL((config.baseURL ?? '') + (config.url ?? ''), 'http://localhost:3000');
    const seen = {
      method: (config.method ?? 'get').toUpperCase(),
      path: url.host === 'localhost:3000' ? url.pathname : url.href,
      bearer: text('Authorization')?.replace('Bearer ', '') ?? null,
      csrf: text('X-CSRF-Token'),
      body:
        typeof config.data === 'string'
          ? (JSON.parse(config.data) as Record<string, unknown>)
          : null,
    };
    this.seen.push(seen);
    return seen;
  }

  private async reply(seen: Seen): Promise<Reply> {
    switch (seen.path) {
      case '/api/auth/login':
        return this.login(seen);
      case '/api/auth/refresh':
        return this.refresh(seen);
      case '/api/auth/reauthenticate':
        return this.reauthenticate(seen);
      case '/api/auth/csrf':
        return this.ok({ csrf_token: `csrf-${this.number}` });
      case '/api/auth/logout':
        this.number++;
        return this.ok(null);
      case '/api/auth/me':
        return this.authorized(seen, this.mode === 'session' ? { user: USER } : USER);
      case '/api/auth/me/permissions':
        return this.authorized(seen, { all: false, permissions: this.permissions });
      default:
        return this.authorized(seen, { path: seen.path });
    }
  }

  private login(seen: Seen): Reply {
    if (seen.body?.['password'] === 'mfa') {
      return this.ok({ mfa_required: true, mfa_token: 'half', methods: ['totp'] });
    }
    return seen.body?.['password'] === 'right'
      ? this.tokens()
      : this.problem(401, 'Invalid email or password');
  }

  private async refresh(seen: Seen): Promise<Reply> {
    await new Promise(resolve => setTimeout(resolve, this.refreshTakes));
    if (this.mode === 'cookies' && seen.csrf !== `csrf-${this.number}`) {
      return this.problem(403, 'CSRF token invalid');
    }
    return this.refusesRefresh ? this.problem(401, 'Invalid token') : this.tokens();
  }

  /** The old token is over before the answer is on its way. */
  private async reauthenticate(seen: Seen): Promise<Reply> {
    if (seen.bearer !== this.access) {
      return this.problem(401, 'Invalid credentials');
    }
    const reply = this.tokens();
    await new Promise(resolve => setTimeout(resolve, this.refreshTakes));
    return reply;
  }

  private tokens(): Reply {
    this.number++;
    switch (this.mode) {
      case 'session':
        return this.ok({ token: this.access, user: USER });
      case 'cookies':
        return this.ok({ access_token: this.access, user: USER });
      case 'jwt':
        return this.ok({
          access_token: this.access,
          refresh_token: `refresh-${this.number}`,
          user: USER,
        });
    }
  }

  private authorized(seen: Seen, data: unknown): Reply {
    return seen.bearer === this.access && !this.refusesEverything
      ? this.ok(data)
      : this.problem(401, 'Invalid credentials');
  }

  private ok(data: unknown): Reply {
    return {
      status: 200,
      body: this.mode === 'session' ? { data, message: 'OK', success: true } : data,
    };
  }

  private problem(status: number, detail: string): Reply {
    return {
      status,
      body: { status, detail },
      headers: status === 401 ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {},
    };
  }
}
