export { createAuthApi, type AuthApi, type AuthApiOptions } from './api';
export { type Factor, type SignIn, type User } from './answers';
export { safeNext } from './next';
export { problemOf, type Problem } from './problem';
export {
  AuthProvider,
  ProtectedRoute,
  RequirePermission,
  useAuth,
  usePermissions,
  type Auth,
  type ProtectedRouteProps,
} from './react';
export { Session, SignedOutError, type SessionState } from './session';
export { localTokenStore, memoryTokenStore, type Tokens, type TokenStore } from './tokens';
