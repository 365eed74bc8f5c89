import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type AdminUser = Schemas['AdminUser'];
export type AdminSession = Schemas['AdminSession'];
export type AdminSomebodysSession = Schemas['AdminSomebodysSession'];
export type AdminApiKey = Schemas['AdminApiKey'];
export type AdminInvitation = Schemas['AdminInvitation'];
export type AdminRole = Schemas['AdminRole'];
export type AdminPermission = Schemas['AdminPermission'];
export type AdminEvent = Schemas['AdminEvent'];
export type AdminReasons = Schemas['AdminReasons'];
export type AdminKey = Schemas['AdminKey'];
export type AdminImport = Schemas['AdminImport'];
export type AdminFigures = Schemas['AdminFigures'];
export type AdminActivity = Schemas['AdminActivity'];
export type AdminSpell = Schemas['AdminSpell'];
export type AuditVerification = Schemas['AuditVerification'];
export type Webhook = Schemas['Webhook'];
export type WebhookDelivery = Schemas['WebhookDelivery'];
export type RotatedWebhook = Schemas['RotatedWebhook'];

export const ADMIN = '/api/admin';

const MOST_A_PAGE = 200;

/** What a list is narrowed down by; what is empty does not count. */
export type Filters = Record<string, string | undefined>;

interface PageOf<T> {
  items: T[];
  next_cursor: string | null;
}

/** Leaves out what is empty, which the server would refuse. */
export function given(filters: Filters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).filter((filter): filter is [string, string] => Boolean(filter[1])),
  );
}

async function get<T>(path: string, filters: Filters = {}, signal?: AbortSignal): Promise<T> {
  const options = { params: given(filters), ...(signal ? { signal } : {}) };
  return (await api.get<T>(ADMIN + path, options)).data;
}

/** The calls of administration. */
export const admin = {
  get,
  post: async <T = unknown>(path: string, body?: unknown) =>
    (await api.post<T>(ADMIN + path, body)).data,
  patch: async <T = unknown>(path: string, body: unknown) =>
    (await api.patch<T>(ADMIN + path, body)).data,
  put: async (path: string) => void (await api.put(ADMIN + path)),
  delete: async (path: string) => void (await api.delete(ADMIN + path)),
};

/** A name or an id as a part of a path. */
export const part = encodeURIComponent;

/** One thing of the server's. */
export function useOne<T>(key: string, path: string, enabled = true) {
  return useQuery({
    queryKey: [key, path],
    queryFn: ({ signal }) => get<T>(path, {}, signal),
    enabled,
  });
}

/** A list of the server's, page after page as they are asked for. */
export function useList<T>(key: string, path: string, filters: Filters = {}) {
  return useInfiniteQuery({
    queryKey: [key, path, filters],
    queryFn: ({ pageParam, signal }) =>
      get<PageOf<T>>(path, { ...filters, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.next_cursor ?? undefined,
    select: data => data.pages.flatMap(page => page.items),
    // While other filters are looked up; never what is another's.
    placeholderData: (before, query) => (query?.queryKey[1] === path ? before : undefined),
  });
}

/** All of a short list. */
export function useEvery<T>(key: string, path: string, enabled = true) {
  return useQuery({
    queryKey: [key, path],
    queryFn: async ({ signal }) => {
      const all: T[] = [];
      let cursor: string | undefined;
      do {
        const page: PageOf<T> = await get(path, { limit: String(MOST_A_PAGE), cursor }, signal);
        all.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      return all;
    },
    enabled,
  });
}

/** Where the roles are kept. */
export const ROLES = ['admin-roles', '/roles'] as const;

export const useRoles = (enabled = true) => useEvery<AdminRole>(...ROLES, enabled);
