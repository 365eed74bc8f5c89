import { useAuth, usePermissions } from '@gatehouse/react';
import { createContext, useContext, useMemo } from 'react';

/** What the administration knows of, each named as the server names it. */
export const PERMISSIONS = [
  'users:read',
  'users:write',
  'users:import',
  'users:export',
  'roles:read',
  'roles:write',
  'sessions:read',
  'sessions:write',
  'apikeys:read',
  'apikeys:write',
  'audit:read',
  'keys:read',
  'keys:rotate',
  'stats:read',
  'webhooks:write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

type Held = ReadonlySet<string>;

const NONE: Held = new Set();

/** The permissions to hide by; null until they are known. A server that lists none for an administrator means all. */
export function useHeld(): Held | null {
  const { user } = useAuth();
  const known = usePermissions();
  const all = user?.is_admin === true && known?.size === 0;
  return useMemo(() => (all ? new Set<string>(PERMISSIONS) : known), [all, known]);
}

/** Gives the permissions to everything inside, so that they are asked for once. */
export const Held = createContext<Held>(NONE);

/** Whether somebody may do a thing; it only hides what the server would refuse. */
export function useMay(): (permission: Permission) => boolean {
  const held = useContext(Held);
  return permission => held.has(permission);
}
