import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import {
  admin as calls,
  part,
  type AdminSession,
  type AdminSomebodysSession,
} from '../../../api/admin';
import { Irreversible, useAction } from '../../../components/actions';
import { deviceName } from '../../../components/device';
import { useMay } from '../../../components/may';
import { Rows, type Column } from '../../../components/Rows';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { State } from '../State';
import { admin } from '../text';
import { sessions } from './text';

/** Sessions, alive and over, each with a way to end it. */
export function SessionRows<S extends AdminSession>({
  entries,
  before = [],
}: {
  entries: S[];
  /** Columns that come first. */
  before?: Column<S>[];
}) {
  const t = useTexts(sessions);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const formats = useFormats();
  const may = useMay();
  return (
    <Rows
      label={words.sessions}
      entries={entries}
      keyOf={session => session.id}
      columns={[
        ...before,
        {
          title: words.device,
          cell: session => (
            <Two
              first={deviceName(session.user_agent) ?? words.unknownDevice}
              title={session.user_agent ?? ''}
              second={`${session.ip_address ?? '–'} · ${session.auth_methods}`}
            />
          ),
        },
        {
          title: words.created,
          cell: session => (
            <Two
              first={formats.time(session.created_at)}
              second={t.used(formats.ago(session.last_used_at))}
            />
          ),
        },
        {
          title: plain.state,
          cell: session => (
            <State active={session.is_active} at={session.ended_at} why={session.ended_reason} />
          ),
        },
        ...(may('sessions:write')
          ? [
              {
                title: plain.actions,
                cell: (session: S) => (session.is_active ? <End session={session} /> : '–'),
              },
            ]
          : []),
      ]}
    />
  );
}

function Two({ first, second, title }: { first: string; second: string; title?: string }) {
  return (
    <>
      <Text size="sm" {...(title ? { title } : {})}>
        {first}
      </Text>
      <Text size="xs" c="dimmed">
        {second}
      </Text>
    </>
  );
}

/** Whose a session is: a way to the user's page. */
export function Owner({ session }: { session: AdminSomebodysSession }) {
  const may = useMay();
  const name = session.user_email ?? session.user_id;
  return may('users:read') ? (
    <Anchor
      component={Link}
      to={`/admin/users/${session.user_id}`}
      fw={600}
      style={{ overflowWrap: 'anywhere' }}
    >
      {name}
    </Anchor>
  ) : (
    <Text size="sm">{name}</Text>
  );
}

function End({ session }: { session: AdminSession }) {
  const t = useTexts(sessions);
  const words = useTexts(admin);
  const formats = useFormats();
  const end = useAction(
    () => calls.delete(`/sessions/${part(session.id)}`),
    ['admin-user-sessions', 'admin-every-session', 'admin-sessions', 'admin-why'],
  );
  const device = deviceName(session.user_agent) ?? words.unknownDevice;
  return (
    <Irreversible
      label={t.end}
      describes={`${device}, ${formats.time(session.created_at)}`}
      question={t.endQuestion(device)}
      action={end}
    />
  );
}
