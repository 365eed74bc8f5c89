import { useAuth } from '@gatehouse/react';
import {
  Anchor,
  Avatar,
  Badge,
  Button,
  Container,
  Group,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Link } from 'react-router';
import {
  useEvents,
  useFactors,
  usePasskeys,
  useSessions,
  type Factors,
  type OwnEvent,
  type Passkey,
} from '../../api/account';
import { Loaded } from '../../components/Loaded';
import { useTitle } from '../../components/Page';
import { Section } from '../../components/Section';
import { useFormats, useTexts } from '../../text';
import { common } from '../../text/common';
import { SessionLine } from '../account/Sessions';
import { home } from './text';

const FEW_CODES = 3;
const AT_A_GLANCE = 4;

export function Home() {
  const t = useTexts(common);
  useTitle(t.dashboard);
  return (
    <Container size="lg">
      <Stack>
        <Who />
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Stack>
            <ToDo />
            <Devices />
          </Stack>
          <Events />
        </SimpleGrid>
      </Stack>
    </Container>
  );
}

function Who() {
  const t = useTexts(home);
  const formats = useFormats();
  const { user } = useAuth();
  const shown = user?.name || user?.email || '';
  return (
    <Group wrap="nowrap">
      <Avatar name={shown} color="brand" variant="filled" size={56} aria-hidden />
      <Stack gap={0} miw={0}>
        <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
          {t.hello(shown)}
        </Title>
        <Group gap="xs">
          <Text c="dimmed" size="sm">
            {user?.email}
          </Text>
          {user?.roles?.map(role => (
            <Badge key={role} size="xs" variant="light">
              {role}
            </Badge>
          ))}
        </Group>
        <Text c="dimmed" size="sm">
          {t.member(formats.day(user?.created_at))}
          {user?.last_login ? ` · ${t.lastLogin(formats.ago(user.last_login))}` : ''}
        </Text>
      </Stack>
    </Group>
  );
}

function ToDo() {
  const t = useTexts(home);
  const factors = useFactors();
  const passkeys = usePasskeys();
  return (
    <Section title={t.toDo}>
      <Loaded query={factors}>{known => <Tasks factors={known} passkeys={passkeys.data} />}</Loaded>
    </Section>
  );
}

function Tasks({ factors, passkeys }: { factors: Factors; passkeys: Passkey[] | undefined }) {
  const t = useTexts(home);
  const { user } = useAuth();
  const tasks = [
    { label: t.verify, to: '/account', open: user?.is_verified === false },
    { label: t.factor, to: '/account/security', open: !factors.totp },
    {
      label: t.codes,
      to: '/account/security',
      open: factors.totp && factors.recovery_codes_left < FEW_CODES,
    },
    { label: t.passkey, to: '/account/security', open: passkeys?.length === 0 },
  ].filter(task => task.open);
  if (tasks.length === 0) {
    return (
      <Group gap="xs" wrap="nowrap">
        <IconCircleCheck size={20} color="var(--mantine-color-green-6)" aria-hidden />
        <Text>{t.allDone}</Text>
      </Group>
    );
  }
  return tasks.map(task => (
    <Group key={task.label} justify="space-between" wrap="nowrap">
      <Group gap="xs" wrap="nowrap">
        <IconCircleDashed size={20} style={{ flex: 'none' }} aria-hidden />
        <Text>{task.label}</Text>
      </Group>
      <Button
        component={Link}
        to={task.to}
        size="xs"
        variant="light"
        style={{ flex: 'none' }}
        aria-label={`${t.go}: ${task.label}`}
      >
        {t.go}
      </Button>
    </Group>
  ));
}

function Devices() {
  const t = useTexts(home);
  const sessions = useSessions();
  return (
    <Section
      title={t.sessions}
      aside={
        <Anchor component={Link} to="/account/sessions" size="sm">
          {t.allSessions}
        </Anchor>
      }
    >
      <Loaded query={sessions}>
        {all =>
          all
            .slice(0, AT_A_GLANCE)
            .map(session => <SessionLine key={session.id} session={session} />)
        }
      </Loaded>
    </Section>
  );
}

/** What the audit has; `/ws` says when there is more. */
function Events() {
  const t = useTexts(home);
  const query = useEvents();
  return (
    <Section title={t.events}>
      <Stack gap="xs" aria-live="polite" data-testid="events">
        <Loaded query={query} empty={t.noEvents}>
          {events => events.map(event => <EventLine key={event.id} event={event} />)}
        </Loaded>
      </Stack>
    </Section>
  );
}

function EventLine({ event }: { event: OwnEvent }) {
  const t = useTexts(home);
  const formats = useFormats();
  const notes = [
    ...(event.result === 'refused' ? [t.refused] : []),
    ...(event.by_others ? [t.byOthers] : []),
  ];
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Text>
          {t.actions[event.action] ?? event.action}
          {notes.length > 0 ? ` (${notes.join(', ')})` : ''}
        </Text>
        <Text c="dimmed" size="xs">
          {event.ip_address}
        </Text>
      </div>
      <Text c="dimmed" size="sm" ta="right">
        {formats.time(event.at)}
      </Text>
    </Group>
  );
}
