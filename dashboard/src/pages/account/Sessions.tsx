import { useAuth } from '@gatehouse/react';
import { Badge, Group, Stack, Text } from '@mantine/core';
import { useSessions, type OwnSession } from '../../api/account';
import { Irreversible, useAction } from '../../components/actions';
import { deviceName } from '../../components/device';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { useFormats, useTexts } from '../../text';
import { account } from './text';

export function Sessions() {
  const t = useTexts(account);
  const { api, logout } = useAuth();
  const query = useSessions();
  const all = useAction(
    () => api.post('/api/auth/logout-all'),
    [],
    () => void logout().then(() => window.location.replace('/login')),
  );
  return (
    <Section
      title={t.sessions}
      text={t.sessionsText}
      aside={<Irreversible label={t.endAll} question={t.endAllQuestion} action={all} />}
    >
      <Loaded query={query}>
        {sessions => sessions.map(session => <Entry key={session.id} session={session} />)}
      </Loaded>
    </Section>
  );
}

function Entry({ session }: { session: OwnSession }) {
  const t = useTexts(account);
  const { api } = useAuth();
  const end = useAction(() => api.delete(`/api/auth/sessions/${session.id}`), ['sessions']);
  return (
    <Group justify="space-between" wrap="nowrap">
      <SessionLine session={session} />
      {session.current ? null : (
        <Irreversible label={t.endSession} question={t.endQuestion} action={end} />
      )}
    </Group>
  );
}

/** Where and when somebody is signed in. */
export function SessionLine({ session }: { session: OwnSession }) {
  const t = useTexts(account);
  const formats = useFormats();
  return (
    <Stack gap={2} miw={0}>
      <Group gap="xs">
        <Text fw={600} truncate title={session.user_agent ?? ''}>
          {deviceName(session.user_agent) ?? t.unknownDevice}
        </Text>
        {session.current ? (
          <Badge size="xs" variant="light">
            {t.thisOne}
          </Badge>
        ) : null}
      </Group>
      <Text size="sm" c="dimmed">
        {session.ip_address} · {t.used(formats.ago(session.last_used_at))}
      </Text>
    </Stack>
  );
}
