import type { Tokens } from './tokens';

/** Somebody's account, as both modes show it. */
export interface User {
  id: string;
  email: string;
  name: string | null;
  created_at: string;
  is_active?: boolean;
  is_admin?: boolean;
  is_verified?: boolean;
  mfa_enabled?: boolean;
  roles?: string[];
  last_login?: string | null;
  [more: string]: unknown;
}

/** How a person proves who they are beside their password. */
export type Factor = 'totp' | 'recovery_code' | 'passkey';

/** What came of a sign-in or registration. */
export type SignIn =
  | { outcome: 'signed-in'; tokens: Tokens; user: User | null; recoveryCodes: string[] }
  | { outcome: 'mfa-required'; mfaToken: string; methods: Factor[] }
  | { outcome: 'mfa-enrollment-required'; mfaToken: string }
  | { outcome: 'password-change-required'; passwordToken: string }
  /** The rest happens by mail. */
  | { outcome: 'accepted' };

/** The data of an answer, with or without the envelope of `AUTH_MODE=session`. */
export function unwrapped(body: unknown): unknown {
  return isRecord(body) && body['success'] === true && 'data' in body ? body['data'] : body;
}

/** Reads an answer of login's shape, in either mode. */
export function signInOf(status: number, body: unknown): SignIn {
  const data = unwrapped(body);
  if (status === 202 || !isRecord(data)) {
    return { outcome: 'accepted' };
  }
  if (data['mfa_required'] === true) {
    const methods = Array.isArray(data['methods']) ? (data['methods'] as Factor[]) : [];
    return { outcome: 'mfa-required', mfaToken: String(data['mfa_token']), methods };
  }
  if (data['mfa_enrollment_required'] === true) {
    return { outcome: 'mfa-enrollment-required', mfaToken: String(data['mfa_token']) };
  }
  if (data['password_change_required'] === true) {
    return { outcome: 'password-change-required', passwordToken: String(data['password_token']) };
  }
  const tokens = tokensOf(data);
  if (tokens === null) {
    return { outcome: 'accepted' };
  }
  const user = isRecord(data['user']) ? (data['user'] as User) : null;
  const codes = data['recovery_codes'];
  const recoveryCodes = Array.isArray(codes) ? (codes as string[]) : [];
  return { outcome: 'signed-in', tokens, user, recoveryCodes };
}

/** The tokens of an answer; null when it has none. */
export function tokensOf(data: unknown): Tokens | null {
  if (!isRecord(data)) {
    return null;
  }
  const accessToken = data['access_token'] ?? data['token'];
  const refreshToken = data['refresh_token'];
  return typeof accessToken === 'string'
    ? { accessToken, refreshToken: typeof refreshToken === 'string' ? refreshToken : null }
    : null;
}

/** The user of an answer to `/me`. */
export function userOf(body: unknown): User {
  const data = unwrapped(body);
  return (isRecord(data) && isRecord(data['user']) ? data['user'] : data) as User;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
