import { useAuth, usePermissions } from '@gatehouse/react';
import {
  Button,
  Code,
  Group,
  Modal,
  NativeSelect,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useApiKeys, type ApiKey } from '../../api/account';
import { dataOf } from '../../api/client';
import { Irreversible, useAction } from '../../components/actions';
import { useFields } from '../../components/fields';
import { Form } from '../../components/forms';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { ShownOnce } from '../../components/ShownOnce';
import { useFormats, useTexts } from '../../text';
import { common } from '../../text/common';
import { account } from './text';

const PATH = '/api/auth/api-keys';
const OWN_SCOPES = ['account:read', 'account:write', 'sessions:read', 'sessions:write'];

export function ApiKeys() {
  const t = useTexts(account);
  const query = useApiKeys();
  return (
    <Section title={t.apiKeys} text={t.apiKeysText} aside={<NewKey />}>
      <Loaded query={query} empty={t.noKeys}>
        {keys => keys.map(key => <Entry key={key.id} apiKey={key} />)}
      </Loaded>
    </Section>
  );
}

function NewKey() {
  const t = useTexts(account);
  const words = useTexts(common);
  const { api } = useAuth();
  const permissions = usePermissions();
  const [opened, setOpened] = useState(false);
  const [scopes, setScopes] = useState<string[]>(['account:read']);
  const [made, setMade] = useState<string | null>(null);
  const { values, field, setValues } = useFields({ name: '', expires_on: '' });
  const make = useAction(
    () =>
      api.post<unknown>(PATH, {
        name: values.name,
        scopes,
        expires_at: values.expires_on === '' ? null : `${values.expires_on}T00:00:00Z`,
      }),
    ['api-keys'],
    answer => setMade(dataOf<{ key: string }>(answer).key),
  );
  const close = () => {
    setOpened(false);
    setMade(null);
    setValues({ name: '', expires_on: '' });
  };
  return (
    <>
      <Button size="xs" onClick={() => setOpened(true)}>
        {t.newKey}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t.newKey}
        closeOnClickOutside={made === null}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        {made === null ? (
          <Form submission={make} label={t.make} fields={['name', 'scopes', 'expires_at']}>
            <TextInput label={t.keyName} data-autofocus {...field('name', make)} />
            <TagsInput
              label={t.scopes}
              description={t.scopesHint}
              data={[...new Set([...OWN_SCOPES, ...(permissions ?? [])])]}
              value={scopes}
              onChange={setScopes}
              error={make.error('scopes')}
            />
            <TextInput
              label={t.expires}
              type="date"
              {...field('expires_on', make)}
              error={make.error('expires_at')}
            />
          </Form>
        ) : (
          <ShownOnce value={made} text={t.keyOnce} onKept={close} testId="api-key" />
        )}
      </Modal>
    </>
  );
}

function Entry({ apiKey }: { apiKey: ApiKey }) {
  const t = useTexts(account);
  const formats = useFormats();
  const { api } = useAuth();
  const revoke = useAction(() => api.delete(`${PATH}/${apiKey.id}`), ['api-keys']);
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Stack gap={2} miw={0}>
        <Text fw={600} truncate>
          {apiKey.name}
        </Text>
        <Text size="sm" c="dimmed">
          <Code>{apiKey.prefix}…</Code> {apiKey.scopes.join(', ')}
        </Text>
        <Text size="sm" c="dimmed">
          {apiKey.last_used_at ? t.used(formats.ago(apiKey.last_used_at)) : t.neverUsed},{' '}
          {apiKey.expires_at ? t.endsOn(formats.time(apiKey.expires_at)) : t.endsNever}
        </Text>
      </Stack>
      <Group gap="xs" wrap="nowrap">
        {apiKey.rotated_at === null ? <Rotate apiKey={apiKey} /> : null}
        <Irreversible label={t.revoke} question={t.revokeQuestion(apiKey.name)} action={revoke} />
      </Group>
    </Group>
  );
}

function Rotate({ apiKey }: { apiKey: ApiKey }) {
  const t = useTexts(account);
  const words = useTexts(common);
  const { api } = useAuth();
  const [opened, setOpened] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const { values, field } = useFields({ overlap: '86400' });
  const rotate = useAction(
    () =>
      api.post<unknown>(`${PATH}/${apiKey.id}/rotate`, {
        overlap_seconds: Number(values.overlap),
      }),
    ['api-keys'],
    answer => setMade(dataOf<{ key: string }>(answer).key),
  );
  const close = () => {
    setOpened(false);
    setMade(null);
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        {t.rotate}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t.rotate}
        closeOnClickOutside={made === null}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        {made === null ? (
          <Form submission={rotate} label={t.rotate}>
            <Text size="sm">{t.rotateText}</Text>
            <NativeSelect
              label={t.overlap}
              data={Object.entries(t.overlaps).map(([value, label]) => ({ value, label }))}
              {...field('overlap', rotate)}
            />
          </Form>
        ) : (
          <ShownOnce value={made} text={t.keyOnce} onKept={close} testId="api-key" />
        )}
      </Modal>
    </>
  );
}
