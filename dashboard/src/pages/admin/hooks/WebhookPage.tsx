import {
  Anchor,
  Badge,
  Button,
  Group,
  NativeSelect,
  Switch,
  TagsInput,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { admin as calls, part, useList, useOne } from '../../../api/admin';
import type { RotatedWebhook, Webhook, WebhookDelivery } from '../../../api/admin';
import { Irreversible, useAction, useTold } from '../../../components/actions';
import { useFields } from '../../../components/fields';
import { Form, ProblemAlert } from '../../../components/forms';
import { Loaded } from '../../../components/Loaded';
import { Listed, Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { ShownOnce } from '../../../components/ShownOnce';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { hooks } from './text';
import { HookState, USUAL } from './Webhooks';

const COLOURS: Record<string, string> = { delivered: 'green', failed: 'red' };

/** After 25 hours without an attempt nobody tries any more, whatever is noted. */
const GIVEN_UP_AFTER = 25 * 3_600_000;

function isGivenUp(delivery: WebhookDelivery): boolean {
  const heardOf = Date.parse(delivery.last_attempt_at ?? delivery.created_at);
  return (
    delivery.state === 'failed' ||
    (delivery.state === 'waiting' && Date.now() - heardOf >= GIVEN_UP_AFTER)
  );
}

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
            <Secret path={path} />
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

const OVERLAPS = [0, 3_600, 86_400, 604_800];

/** A new secret for it, and for how long the old one signs as well. */
function Secret({ path }: { path: string }) {
  const t = useTexts(hooks);
  const formats = useFormats();
  const [overlap, setOverlap] = useState('86400');
  const [made, setMade] = useState<RotatedWebhook | null>(null);
  const rotate = useAction(
    () => calls.post<RotatedWebhook>(`${path}/secret/rotate`, { overlap_seconds: Number(overlap) }),
    [],
    setMade,
  );
  return (
    <Section
      title={t.secret}
      text={t.secretText}
      aside={
        <Irreversible label={t.rotate} question={t.rotateQuestion} action={rotate}>
          <NativeSelect
            label={t.overlap}
            value={overlap}
            onChange={event => setOverlap(event.currentTarget.value)}
            data={OVERLAPS.map(seconds => ({
              value: String(seconds),
              label: t.overlaps[seconds] ?? String(seconds),
            }))}
          />
        </Irreversible>
      }
    >
      {made === null ? null : (
        <ShownOnce
          value={made.secret}
          text={`${t.secretOnce} ${t.oldUntil(formats.time(made.old_expires_at))}`}
          onKept={() => setMade(null)}
          testId="webhook-secret"
        />
      )}
    </Section>
  );
}

function Redeliver({ path, delivery }: { path: string; delivery: WebhookDelivery }) {
  const t = useTexts(hooks);
  const told = useTold();
  const again = useAction(
    () => calls.post(`${path}/deliveries/${part(delivery.id)}/redeliver`),
    ['admin-deliveries'],
    () => told(t.onItsWay),
  );
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`${t.redeliver}: ${delivery.action}`}
        loading={again.pending}
        onClick={() => void again.submit()}
      >
        {t.redeliver}
      </Button>
      <ProblemAlert problem={again.problem} />
    </>
  );
}

function Deliveries({ path }: { path: string }) {
  const t = useTexts(hooks);
  const told = useTold();
  const test = useAction(
    () => calls.post(`${path}/test`),
    ['admin-deliveries'],
    () => told(t.onItsWay),
  );
  const plain = useTexts(common);
  const formats = useFormats();
  const list = useList<WebhookDelivery>('admin-deliveries', `${path}/deliveries`);
  return (
    <Section
      title={t.deliveries}
      text={t.deliveriesText}
      aside={
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            loading={test.pending}
            onClick={() => void test.submit()}
          >
            {t.test}
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={list.isRefetching}
            onClick={() => void list.refetch()}
          >
            {t.refresh}
          </Button>
        </Group>
      }
    >
      <ProblemAlert problem={test.problem} />
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
              {
                title: plain.actions,
                cell: delivery =>
                  isGivenUp(delivery) ? <Redeliver path={path} delivery={delivery} /> : null,
              },
            ]}
          />
        )}
      </Listed>
    </Section>
  );
}
