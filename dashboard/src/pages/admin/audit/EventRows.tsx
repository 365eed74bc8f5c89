import { Anchor, Badge, Code, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { part, type AdminEvent } from '../../../api/admin';
import { Dialog } from '../../../components/Dialog';
import { useMay } from '../../../components/may';
import { Facts, Rows } from '../../../components/Rows';
import { useFormats, useTexts } from '../../../text';
import { admin } from '../text';
import { audit } from './text';

const SHORT = 8;
const USER = /^(?:user:)?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;

export function EventRows({ entries }: { entries: AdminEvent[] }) {
  const t = useTexts(audit);
  const words = useTexts(admin);
  const formats = useFormats();
  return (
    <Rows
      label={words.audit}
      entries={entries}
      keyOf={event => event.id}
      columns={[
        { title: t.at, cell: event => <Text size="sm">{formats.time(event.at)}</Text> },
        { title: t.action, cell: event => <Code>{event.action}</Code> },
        { title: t.result, cell: event => <Outcome event={event} /> },
        { title: t.who, cell: event => <Named id={event.actor} /> },
        { title: t.whom, cell: event => <Named id={event.target} /> },
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

function Outcome({ event }: { event: AdminEvent }) {
  const t = useTexts(audit);
  return (
    <Group gap={4}>
      <Badge variant="light" color={event.result === 'done' ? 'green' : 'orange'}>
        {t.results[event.result] ?? event.result}
      </Badge>
      {event.reason ? <Text size="sm">{event.reason}</Text> : null}
    </Group>
  );
}

/** The beginning of an id, which leads to the user where it is one's. */
function Named({ id }: { id: string | null }) {
  const may = useMay();
  if (id === null) {
    return '–';
  }
  const user = USER.exec(id)?.[1];
  if (user === undefined) {
    return <Text size="sm">{id}</Text>;
  }
  return may('users:read') ? (
    <Anchor component={Link} to={`/admin/users/${user}`} size="sm" title={id}>
      {user.slice(0, SHORT)}…
    </Anchor>
  ) : (
    <Text size="sm" title={id}>
      {user.slice(0, SHORT)}…
    </Text>
  );
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
