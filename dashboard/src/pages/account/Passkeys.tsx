import { useAuth } from '@gatehouse/react';
import { Badge, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePasskeys, type Passkey } from '../../api/account';
import { dataOf } from '../../api/client';
import { Irreversible, useAction } from '../../components/actions';
import { deviceName } from '../../components/device';
import { useFields } from '../../components/fields';
import { Form } from '../../components/forms';
import { Loaded } from '../../components/Loaded';
import { makePasskey, passkeysWork } from '../../components/passkeys';
import { Section } from '../../components/Section';
import { useFormats, useTexts } from '../../text';
import { common } from '../../text/common';
import { account } from './text';

const PATH = '/api/auth/passkeys';

export function Passkeys() {
  const t = useTexts(account);
  const query = usePasskeys();
  return (
    <Section title={t.passkeysTitle} text={t.passkeysText} aside={<NewPasskey />}>
      <Loaded query={query} empty={t.noPasskeys}>
        {passkeys => passkeys.map(passkey => <Entry key={passkey.id} passkey={passkey} />)}
      </Loaded>
    </Section>
  );
}

interface Flow {
  flow_id: string;
  publicKey: Parameters<typeof makePasskey>[0];
}

function NewPasskey() {
  const t = useTexts(account);
  const words = useTexts(common);
  const { api } = useAuth();
  const [opened, setOpened] = useState(false);
  const { values, field } = useFields({ name: deviceName(navigator.userAgent) ?? '' });
  const add = useAction(
    async () => {
      const flow = dataOf<Flow>(await api.post<unknown>(`${PATH}/register/options`));
      const credential = await makePasskey(flow.publicKey);
      await api.post(`${PATH}/register`, {
        flow_id: flow.flow_id,
        name: values.name,
        credential,
      });
    },
    ['passkeys', 'factors'],
    () => setOpened(false),
  );
  if (!passkeysWork) {
    return (
      <Text size="sm" c="dimmed">
        {t.passkeysUnsupported}
      </Text>
    );
  }
  return (
    <>
      <Button size="xs" onClick={() => setOpened(true)}>
        {t.addPasskey}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t.addPasskey}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <Form submission={add} label={t.addPasskey} fields={['name']}>
          <TextInput label={t.passkeyName} data-autofocus {...field('name', add)} />
        </Form>
      </Modal>
    </>
  );
}

function Entry({ passkey }: { passkey: Passkey }) {
  const t = useTexts(account);
  const words = useTexts(common);
  const formats = useFormats();
  const { api } = useAuth();
  const remove = useAction(() => api.delete(`${PATH}/${passkey.id}`), ['passkeys', 'factors']);
  return (
    <Group justify="space-between" wrap="nowrap">
      <Stack gap={2} miw={0}>
        <Group gap="xs">
          <Text fw={600} truncate>
            {passkey.name}
          </Text>
          {passkey.backed_up ? (
            <Badge size="xs" variant="light">
              {t.backedUp}
            </Badge>
          ) : null}
        </Group>
        <Text size="sm" c="dimmed">
          {t.made(formats.day(passkey.created_at))},{' '}
          {passkey.last_used_at ? t.used(formats.ago(passkey.last_used_at)) : t.neverUsed}
        </Text>
      </Stack>
      <Group gap="xs" wrap="nowrap">
        <Rename passkey={passkey} />
        <Irreversible
          label={words.remove}
          question={t.removePasskeyQuestion(passkey.name)}
          action={remove}
        />
      </Group>
    </Group>
  );
}

function Rename({ passkey }: { passkey: Passkey }) {
  const t = useTexts(account);
  const words = useTexts(common);
  const { api } = useAuth();
  const [opened, setOpened] = useState(false);
  const { values, field } = useFields({ name: passkey.name });
  const rename = useAction(
    () => api.patch(`${PATH}/${passkey.id}`, { name: values.name }),
    ['passkeys'],
    () => setOpened(false),
  );
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        {t.rename}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t.rename}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <Form submission={rename} label={words.save} fields={['name']}>
          <TextInput label={t.passkeyName} data-autofocus {...field('name', rename)} />
        </Form>
      </Modal>
    </>
  );
}
