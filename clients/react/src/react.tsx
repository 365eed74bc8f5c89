import {
  createContext,
  createElement,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { AuthApi } from './api';
import { unwrapped, type SignIn, type User } from './answers';
import { loginAddress } from './next';
import { problemOf, type Problem } from './problem';

/** Who uses the page, and what they can do about it. */
export interface Auth {
  user: User | null;
  loggedIn: boolean;
  /** Until it is known whether somebody is signed in. */
  loading: boolean;
  /** The bearer token, for what is not sent by the api, such as a WebSocket. */
  token: string | null;
  /** Why it is not known who is signed in; null when it is. */
  problem: Problem | null;
  login: (email: string, password: string) => Promise<SignIn>;
  register: (email: string, password: string, name?: string) => Promise<SignIn>;
  logout: () => Promise<void>;
  /** Exchanges the tokens now. */
  refresh: () => Promise<void>;
  /** Asks again who is signed in. */
  reload: () => Promise<void>;
  api: AuthApi;
}

const Context = createContext<Auth | null>(null);

/** Makes the api's session known to everything inside, and finds out on start who is signed in. */
export function AuthProvider({ api, children }: { api: AuthApi; children: ReactNode }) {
  const { session } = api;
  const state = useSyncExternalStore(session.subscribe, session.snapshot, session.snapshot);
  const token = session.tokens()?.accessToken ?? null;
  useEffect(() => {
    void session.start();
  }, [session]);
  const auth = useMemo<Auth>(
    () => ({
      user: state.user,
      loggedIn: state.user !== null,
      loading: state.loading,
      problem: state.problem,
      token,
      login: (email, password) => session.login(email, password),
      register: (email, password, name) => session.register(email, password, name),
      logout: () => session.logout(),
      refresh: async () => void (await session.refresh()),
      reload: () => session.load(),
      api,
    }),
    [api, session, state, token],
  );
  return createElement(Context.Provider, { value: auth }, children);
}

/** Who uses the page. */
export function useAuth(): Auth {
  const auth = useContext(Context);
  if (auth === null) {
    throw new Error('useAuth is for what is inside an <AuthProvider>.');
  }
  return auth;
}

/** Of somebody who may do everything, permissions of one's own app among it. */
class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}

interface Held {
  all: boolean;
  permissions: string[];
}

/** The permissions of whoever is signed in; null until they are known. The server decides in any case. */
export function usePermissions(): ReadonlySet<string> | null {
  const { api, user } = useAuth();
  const id = user?.id;
  const roles = user?.roles?.join(' ');
  const [known, setKnown] = useState<{ id: string; names: ReadonlySet<string> } | null>(null);
  useEffect(() => {
    if (id === undefined) {
      return undefined;
    }
    let wanted = true;
    void api
      .get<unknown>('/api/auth/me/permissions')
      .then(answer => {
        const held = unwrapped(answer.data) as Held;
        return held.all ? new Everything(held.permissions) : new Set(held.permissions);
      })
      .catch((error: unknown) => (problemOf(error).status === 0 ? null : new Set<string>()))
      .then(names => {
        if (wanted && names !== null) {
          setKnown({ id, names });
        }
      });
    return () => {
      wanted = false;
    };
  }, [api, id, roles]);
  return known !== null && known.id === id ? known.names : null;
}

export interface ProtectedRouteProps {
  children: ReactNode;
  /** Shown until it is known who is signed in. */
  loading?: ReactNode;
  /** Shown, instead of leaving, when it could not be found out. */
  problem?: (problem: Problem) => ReactNode;
  /** Goes to the sign-in page in the app's own way, such as a router's `navigate`; by default the browser loads it. */
  redirect?: (address: string) => void;
  /** The page to sign in at. */
  loginPath?: string;
}

/** Shows its children to whoever is signed in, and sends everybody else to the sign-in page. */
export function ProtectedRoute(props: ProtectedRouteProps): ReactNode {
  const { loggedIn, loading, problem } = useAuth();
  const { redirect, loginPath = '/login' } = props;
  const out = !loading && !loggedIn && problem === null;
  useEffect(() => {
    if (out) {
      const address = loginAddress(loginPath);
      (redirect ?? (to => window.location.replace(to)))(address);
    }
  }, [out, redirect, loginPath]);
  if (loggedIn) {
    return props.children;
  }
  return problem !== null && props.problem ? props.problem(problem) : (props.loading ?? null);
}

/** Shows its children to whoever has a permission. It hides what would be refused; it refuses nothing itself. */
export function RequirePermission(props: {
  permission: string;
  children: ReactNode;
  fallback?: ReactNode;
}): ReactNode {
  return usePermissions()?.has(props.permission) ? props.children : (props.fallback ?? null);
}
