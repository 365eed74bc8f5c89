import { Anchor, Badge, Group, TagsInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { admin as calls, useList, type Webhook } from '../../../api/admin';
import { useAction } from '../../../components/actions';
import { Dialog } from '../../../components/Dialog';
import { useFields } from '../../../components/fields';
import { Form } from '../../../components/forms';
import { Listed, Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { ShownOnce } from '../../../components/ShownOnce';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { admin } from '../text';
import { hooks } from './text';
import { WebhookPage } from './WebhookPage';

/** Actions that people want to hear of; any other can be typed. */
export const USUAL = ['*', 'session.*', 'account.*', 'user.*', 'apikey.*', 'role.*'];

/** `/admin/webhooks`, and one of them at `/admin/webhooks/{id}`. */
export function Webhooks({ id }: { id: string | undefined }) {
  return id === undefined ? <List /> : <WebhookPage key={id} id={id} />;
}

function List() {
  const t = useTexts(hooks);
  const words = useTexts(admin);
  const list = useList<Webhook>('admin-webhooks', '/webhooks');
  return (
    <Section
      title={words.webhooks}
      text={t.text}
      aside={<Dialog label={t.newHook}>{close => <NewHook onDone={close} />}</Dialog>}
    >
      <Listed list={list} empty={t.none}>
        {entries => <Table entries={entries} />}
      </Listed>
    </Section>
  );
}

function Table({ entries }: { entries: Webhook[] }) {
  const t = useTexts(hooks);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const formats = useFormats();
  return (
    <Rows
      label={words.webhooks}
      entries={entries}
      keyOf={hook => hook.id}
      columns={[
        {
          title: t.url,
          cell: hook => (
            <Anchor component={Link} to={`/admin/webhooks/${hook.id}`} fw={600}>
              {hook.url}
            </Anchor>
          ),
        },
        { title: t.events, cell: hook => hook.events.join(', ') },
        { title: plain.state, cell: hook => <HookState hook={hook} /> },
        { title: words.created, cell: hook => formats.day(hook.created_at) },
      ]}
    />
  );
}

export function HookState({ hook }: { hook: Webhook }) {
  const t = useTexts(hooks);
  return (
    <Group gap={4}>
      <Badge variant="light" color={hook.active ? 'green' : 'gray'}>
        {hook.active ? t.on : t.off}
      </Badge>
      {hook.disabled_reason ? (
        <Text size="sm">{t.disabled[hook.disabled_reason] ?? hook.disabled_reason}</Text>
      ) : null}
    </Group>
  );
}

function NewHook({ onDone }: { onDone: () => void }) {
  const t = useTexts(hooks);
  const { values, field } = useFields({ url: '' });
  const [events, setEvents] = useState(['*']);
  const [secret, setSecret] = useState<string | null>(null);
  const create = useAction(
    () => calls.post<Webhook>('/webhooks', { url: values.url, events }),
    ['admin-webhooks'],
    made => setSecret(made.secret ?? ''),
  );
  if (secret !== null) {
    return <ShownOnce value={secret} text={t.secretOnce} onKept={onDone} />;
  }
  return (
    <Form submission={create} label={t.create} fields={['url', 'events']}>
      <TextInput
        label={t.url}
        type="url"
        placeholder="https://"
        autoComplete="off"
        data-autofocus
        {...field('url', create)}
      />
      <TagsInput
        label={t.events}
        description={t.eventsHint}
        data={USUAL}
        value={events}
        onChange={setEvents}
        error={create.error('events')}
      />
    </Form>
  );
}
