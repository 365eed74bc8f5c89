/** What a sign-in brings. */
export interface Tokens {
  /** The bearer credential: a JWT, or an opaque session token with `AUTH_MODE=session`. */
  accessToken: string;
  /** Null where the access token is exchanged itself (`AUTH_MODE=session`), or where the browser keeps it as a cookie. */
  refreshToken: string | null;
}

/** Where the tokens of the page are kept. */
export interface TokenStore {
  read(): Tokens | null;
  /** Null forgets them. */
  write(tokens: Tokens | null): void;
  /** Calls `listener` whenever another tab has signed in or out, or has refreshed; the answer ends that. */
  onChange(listener: () => void): () => void;
}

const ACCESS = 'access_token';
const REFRESH = 'refresh_token';

/**
 * Tokens in `localStorage`: they outlive a reload and all tabs share them, and any script that runs in the page can read
 * them. Where the browser refuses storage, they are kept as long as the page.
 *
 * @param prefix goes before the names `access_token` and `refresh_token`
 */
export function localTokenStore(prefix = ''): TokenStore {
  const storage = usableStorage();
  if (storage === null) {
    return memoryTokenStore(`gatehouse:${prefix}`);
  }
  const access = prefix + ACCESS;
  const refresh = prefix + REFRESH;
  return {
    read() {
      const accessToken = storage.getItem(access);
      return accessToken === null ? null : { accessToken, refreshToken: storage.getItem(refresh) };
    },
    write(tokens) {
      // The refresh token first: whoever reads in between must not pair the new access token with the old one.
      set(storage, refresh, tokens?.refreshToken ?? null);
      set(storage, access, tokens?.accessToken ?? null);
    },
    onChange(listener) {
      const changed = (event: StorageEvent) => {
        if (event.storageArea === storage && (event.key === access || event.key === null)) {
          listener();
        }
      };
      window.addEventListener('storage', changed);
      return () => window.removeEventListener('storage', changed);
    },
  };
}

/**
 * Tokens in memory: a reload forgets them, and no other tab sees them, but all tabs are told of a sign-out. Together with
 * `cookies: true` it keeps no secret where a script finds it for long.
 *
 * @param channel the name under which tabs tell one another
 */
export function memoryTokenStore(channel = 'gatehouse'): TokenStore {
  let kept: Tokens | null = null;
  const listeners = new Set<() => void>();
  const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channel);
  if (tabs !== null) {
    tabs.onmessage = (message: MessageEvent<unknown>) => {
      if (message.data === 'signed-out') {
        kept = null;
      }
      listeners.forEach(listener => listener());
    };
  }
  return {
    read: () => kept,
    write(tokens) {
      const before = kept;
      kept = tokens;
      if (tokens === null) {
        tabs?.postMessage('signed-out');
      } else if (before === null) {
        tabs?.postMessage('signed-in');
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function set(storage: Storage, name: string, value: string | null): void {
  if (value === null) {
    storage.removeItem(name);
  } else {
    storage.setItem(name, value);
  }
}

function usableStorage(): Storage | null {
  try {
    const probe = 'gatehouse:probe';
    window.localStorage.setItem(probe, '');
    window.localStorage.removeItem(probe);
    return window.localStorage;
  } catch {
    return null;
  }
}
