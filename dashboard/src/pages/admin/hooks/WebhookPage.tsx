import {
  Anchor,
  Badge,
  Button,
  Group,
  Switch,
  TagsInput,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { admin as calls, part, useList, useOne } from '../../../api/admin';
import type { Webhook, WebhookDelivery } from '../../../api/admin';
import { Irreversible, useAction, useTold } from '../../../components/actions';
import { useFields } from '../../../components/fields';
import { Form } from '../../../components/forms';
import { Loaded } from '../../../components/Loaded';
import { Listed, Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { hooks } from './text';
import { HookState, USUAL } from './Webhooks';

const COLOURS: Record<string, string> = { delivered: 'green', failed: 'red' };

/** One webhook, and what was sent to it. */
export function WebhookPage({ id }: { id: string }) {
  const t = useTexts(hooks);
  const path = `/webhooks/${part(id)}`;
  const query = useOne<Webhook>('admin-webhook', path);
  return (
    <>
      <Anchor component={Link} to="/admin/webhooks" size="sm">
        ← {t.back}
      </Anchor>
      <Loaded query={query}>
        {hook => (
          <>
            <Group>
              <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
                {hook.url}
              </Title>
              <HookState hook={hook} />
            </Group>
            <Settings key={JSON.stringify(hook)} hook={hook} path={path} />
            <Deliveries path={path} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Settings({ hook, path }: { hook: Webhook; path: string }) {
  const t = useTexts(hooks);
  const plain = useTexts(common);
  const told = useTold();
  const navigate = useNavigate();
  const { values, field } = useFields({ url: hook.url });
  const [events, setEvents] = useState(hook.events);
  const [active, setActive] = useState(hook.active);
  const save = useAction(
    () =>
      calls.patch(path, {
        ...(values.url === hook.url ? {} : { url: values.url }),
        ...(active === hook.active ? {} : { active }),
        events,
      }),
    ['admin-webhook', 'admin-webhooks'],
    () => told(),
  );
  const erase = useAction(
    () => calls.delete(path),
    ['admin-webhooks'],
    () => void navigate('/admin/webhooks', { replace: true }),
  );
  return (
    <Section
      title={t.settings}
      aside={
        <Irreversible label={t.deleteHook} question={t.deleteQuestion(hook.url)} action={erase} />
      }
    >
      <Form submission={save} label={plain.save} fields={['url', 'events']}>
        <TextInput label={t.url} type="url" autoComplete="off" {...field('url', save)} />
        <TagsInput
          label={t.events}
          description={t.eventsHint}
          data={USUAL}
          value={events}
          onChange={setEvents}
          error={save.error('events')}
        />
        <Switch
          label={t.isOn}
          checked={active}
          onChange={event => setActive(event.currentTarget.checked)}
        />
      </Form>
    </Section>
  );
}

function Deliveries({ path }: { path: string }) {
  const t = useTexts(hooks);
  const plain = useTexts(common);
  const formats = useFormats();
  const list = useList<WebhookDelivery>('admin-deliveries', `${path}/deliveries`);
  return (
    <Section
      title={t.deliveries}
      text={t.deliveriesText}
      aside={
        <Button
          size="xs"
          variant="default"
          loading={list.isRefetching}
          onClick={() => void list.refetch()}
        >
          {t.refresh}
        </Button>
      }
    >
      <Listed list={list} empty={t.noDeliveries}>
        {entries => (
          <Rows
            label={t.deliveries}
            entries={entries}
            keyOf={delivery => delivery.id}
            columns={[
              { title: t.action, cell: delivery => delivery.action },
              {
                title: plain.state,
                cell: delivery => (
                  <Badge variant="light" color={COLOURS[delivery.state] ?? 'gray'}>
                    {t.states[delivery.state] ?? delivery.state}
                  </Badge>
                ),
              },
              { title: t.attempts, cell: delivery => formats.number(delivery.attempts) },
              {
                title: t.answer,
                cell: delivery => (
                  <Text size="sm">{delivery.response_status ?? delivery.error ?? '–'}</Text>
                ),
              },
              { title: t.lastAttempt, cell: delivery => formats.time(delivery.last_attempt_at) },
            ]}
          />
        )}
      </Listed>
    </Section>
  );
}
