import { Anchor, Badge, Code, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { part, type AdminEvent } from '../../../api/admin';
import { Dialog } from '../../../components/Dialog';
import { Facts, Rows } from '../../../components/Rows';
import { useFormats, useTexts } from '../../../text';
import { admin } from '../text';
import { audit } from './text';

const SHORT = 8;
const LAST = 4;
const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function EventRows({ entries }: { entries: AdminEvent[] }) {
  const t = useTexts(audit);
  const words = useTexts(admin);
  const formats = useFormats();
  return (
    <Rows
      label={words.audit}
      entries={entries}
      keyOf={keyOf}
      columns={[
        { title: t.at, cell: event => <Text size="sm">{formats.time(event.at)}</Text> },
        { title: t.action, cell: event => <Code>{event.action}</Code> },
        { title: t.result, cell: event => <Outcome event={event} /> },
        { title: t.who, cell: event => <Named id={event.actor} to={actorOf(event)} /> },
        { title: t.whom, cell: event => <Named id={event.target} to={placeOf(event)} /> },
        { title: words.address, cell: event => event.ip_address ?? '–' },
        {
          title: words.details,
          cell: event => (
            <Dialog
              label={words.details}
              describes={`${event.action}, ${formats.time(event.at)}`}
              title={event.action}
              variant="default"
            >
              {() => <Everything event={event} />}
            </Dialog>
          ),
        },
      ]}
    />
  );
}

/** A record that somebody has changed may have lost its id. */
function keyOf(event: AdminEvent): string {
  return event.id ?? [event.at, event.request_id, event.action, event.reason].join(' ');
}

function Outcome({ event }: { event: AdminEvent }) {
  const t = useTexts(audit);
  return (
    <Group gap={4}>
      {event.unreadable === undefined ? null : (
        <Badge variant="light" color="red">
          {t.tampered}
        </Badge>
      )}
      {event.result === null ? null : (
        <Badge variant="light" color={event.result === 'done' ? 'green' : 'orange'}>
          {t.results[event.result] ?? event.result}
        </Badge>
      )}
      {event.reason ? <Text size="sm">{event.reason}</Text> : null}
    </Group>
  );
}

/** The beginning of an id, which leads to whatever it is the id of. */
function Named({ id, to }: { id: string | null; to: string | null }) {
  if (id === null) {
    return '–';
  }
  const shown = ID.test(id) ? `${id.slice(0, SHORT)}…${id.slice(-LAST)}` : id;
  return to === null ? (
    <Text size="sm" title={id}>
      {shown}
    </Text>
  ) : (
    <Anchor component={Link} to={to} size="sm" title={id}>
      {shown}
    </Anchor>
  );
}

function actorOf({ actor }: AdminEvent): string | null {
  return actor !== null && ID.test(actor) ? `/admin/users/${actor}` : null;
}

/** Where to read of what an event is about, where that can be told from its action. */
function placeOf({ action, result, target }: AdminEvent): string | null {
  if (target === null || !ID.test(target)) {
    return null;
  }
  if (action.startsWith('session.') && result === 'done') {
    return `/admin/audit/${target}`;
  }
  if (action.startsWith('webhook.')) {
    return `/admin/webhooks/${target}`;
  }
  return ['user.', 'account.', 'session.'].some(kind => action.startsWith(kind))
    ? `/admin/users/${target}`
    : null;
}

function Everything({ event }: { event: AdminEvent }) {
  const t = useTexts(audit);
  const words = useTexts(admin);
  const formats = useFormats();
  return (
    <Stack>
      <Facts
        facts={[
          [t.at, formats.time(event.at)],
          [t.result, <Outcome key="outcome" event={event} />],
          [t.who, event.actor],
          [t.whom, event.target],
          [t.detail, event.detail],
          [words.address, event.ip_address],
          [words.id, event.id],
          [t.apiKey, event.api_key_id],
          [
            t.request,
            event.request_id === null ? null : (
              <Anchor
                key="request"
                component={Link}
                to={`/admin/audit/${part(event.request_id)}`}
                size="sm"
              >
                {event.request_id}
              </Anchor>
            ),
          ],
        ]}
      />
    </Stack>
  );
}
