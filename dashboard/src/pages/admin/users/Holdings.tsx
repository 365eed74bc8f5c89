import { Code, Stack, Text } from '@mantine/core';
import {
  admin as calls,
  part,
  useList,
  type AdminApiKey,
  type AdminSession,
} from '../../../api/admin';
import { Irreversible, useAction } from '../../../components/actions';
import { useMay } from '../../../components/may';
import { Listed, Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { SessionRows } from '../sessions/SessionRows';
import { State } from '../State';
import { admin } from '../text';
import { users } from './text';

/** Where a user is and was signed in. */
export function SessionsOf({ path }: { path: string }) {
  const t = useTexts(users);
  const words = useTexts(admin);
  const list = useList<AdminSession>('admin-user-sessions', `${path}/sessions`);
  return (
    <Section title={words.sessions} text={t.sessionsText}>
      <Listed list={list} empty={t.noSessions}>
        {entries => <SessionRows entries={entries} />}
      </Listed>
    </Section>
  );
}

/** What acts in a user's name. */
export function ApiKeysOf({ path }: { path: string }) {
  const t = useTexts(users);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const formats = useFormats();
  const may = useMay();
  const list = useList<AdminApiKey>('admin-api-keys', `${path}/api-keys`);
  return (
    <Section title={t.apiKeys}>
      <Listed list={list} empty={t.noKeys}>
        {entries => (
          <Rows
            label={t.apiKeys}
            entries={entries}
            keyOf={key => key.id}
            columns={[
              {
                title: t.key,
                cell: key => (
                  <Stack gap={2}>
                    <Text fw={600}>{key.name}</Text>
                    <Code>{key.prefix}…</Code>
                  </Stack>
                ),
              },
              { title: t.scopes, cell: key => key.scopes.join(', ') },
              { title: words.used, cell: key => formats.ago(key.last_used_at) },
              { title: words.expires, cell: key => formats.time(key.expires_at) },
              {
                title: plain.state,
                cell: key => (
                  <State active={key.is_active} at={key.revoked_at} why={key.revoked_reason} />
                ),
              },
              ...(may('apikeys:write')
                ? [
                    {
                      title: plain.actions,
                      cell: (key: AdminApiKey) => (key.is_active ? <Revoke apiKey={key} /> : '–'),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Listed>
    </Section>
  );
}

function Revoke({ apiKey }: { apiKey: AdminApiKey }) {
  const t = useTexts(users);
  const revoke = useAction(() => calls.delete(`/api-keys/${part(apiKey.id)}`), ['admin-api-keys']);
  return (
    <Irreversible
      label={t.revoke}
      describes={apiKey.name}
      question={t.revokeQuestion(apiKey.name)}
      action={revoke}
    />
  );
}
