import { useQuery } from '@tanstack/react-query';
import type { components } from './schema';
import { api, dataOf } from './client';

type Schemas = components['schemas'];

export type OwnSession = Schemas['SessionEntry'];
export type Passkey = Schemas['PasskeyEntry'];
export type ApiKey = Schemas['ApiKeyEntry'];
export type Factors = Schemas['Factors'];
export type OwnEvent = Schemas['MyEvent'];

const AUTH = '/api/auth';

async function get<T>(path: string): Promise<T> {
  return dataOf<T>(await api.get<unknown>(AUTH + path));
}

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await get<{ sessions: OwnSession[] }>('/sessions')).sessions,
  });

export const useFactors = () =>
  useQuery({ queryKey: ['factors'], queryFn: () => get<Factors>('/mfa') });

export const usePasskeys = () =>
  useQuery({
    queryKey: ['passkeys'],
    queryFn: async () => (await get<{ passkeys: Passkey[] }>('/passkeys')).passkeys,
  });

export const useApiKeys = () =>
  useQuery({
    queryKey: ['api-keys'],
    queryFn: async () => (await get<{ api_keys: ApiKey[] }>('/api-keys')).api_keys,
  });

export const useEvents = () =>
  useQuery({
    queryKey: ['events'],
    queryFn: async () => (await get<{ events: OwnEvent[] }>('/me/events')).events,
  });
