import { Anchor, Badge, Code, Group, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { admin as calls, part, useOne, type AdminUser } from '../../../api/admin';
import { useAction, useTold } from '../../../components/actions';
import { useFields } from '../../../components/fields';
import { Form } from '../../../components/forms';
import { Loaded } from '../../../components/Loaded';
import { useMay } from '../../../components/may';
import { Facts } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { admin } from '../text';
import { users } from './text';
import { Access } from './Access';
import { RolesOf } from './RolesOf';
import { ApiKeysOf, SessionsOf } from './Holdings';
import { States } from './Users';

/** Everything about one user. */
export function UserPage({ id }: { id: string }) {
  const t = useTexts(users);
  const may = useMay();
  const path = `/users/${part(id)}`;
  const query = useOne<AdminUser>('admin-user', path);
  return (
    <>
      <Anchor component={Link} to="/admin/users" size="sm">
        ← {t.back}
      </Anchor>
      <Loaded query={query}>
        {user => (
          <Stack>
            <Summary user={user} />
            {may('users:write') ? <Profile key={user.updated_at} user={user} path={path} /> : null}
            <RolesOf user={user} path={path} />
            {may('users:write') || may('sessions:write') ? (
              <Access user={user} path={path} />
            ) : null}
            {may('sessions:read') ? <SessionsOf path={path} /> : null}
            {may('apikeys:read') ? <ApiKeysOf path={path} /> : null}
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function Summary({ user }: { user: AdminUser }) {
  const t = useTexts(users);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const formats = useFormats();
  const may = useMay();
  const metadata = Object.keys(user.metadata).length > 0;
  return (
    <Stack gap="xs">
      <div>
        <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
          {user.name || user.email}
        </Title>
        {user.name ? <Text c="dimmed">{user.email}</Text> : null}
      </div>
      <Group gap={4}>
        <States user={user} />
        {user.mfa_enabled ? (
          <Badge variant="light" color="green">
            {t.mfa}
          </Badge>
        ) : null}
      </Group>
      <Facts
        facts={[
          [words.id, <Code key="id">{user.id}</Code>],
          ...(user.legacy_id === undefined
            ? []
            : [[t.legacyId, String(user.legacy_id)] as [string, string]]),
          [words.created, formats.time(user.created_at)],
          [t.updated, formats.time(user.updated_at)],
          [t.lastLogin, user.last_login ? formats.time(user.last_login) : t.never],
          [t.mfa, user.mfa_enabled ? plain.yes : plain.no],
          ...(metadata
            ? [
                [t.metadata, <Code key="m">{JSON.stringify(user.metadata)}</Code>] as [
                  string,
                  ReactNode,
                ],
              ]
            : []),
        ]}
      />
      {may('audit:read') ? (
        <Group>
          <Anchor component={Link} to={`/admin/audit?actor=${part(user.id)}`} size="sm">
            {t.did}
          </Anchor>
          <Anchor component={Link} to={`/admin/audit?target=${part(user.id)}`} size="sm">
            {t.happened}
          </Anchor>
        </Group>
      ) : null}
    </Stack>
  );
}

function Profile({ user, path }: { user: AdminUser; path: string }) {
  const t = useTexts(users);
  const words = useTexts(common);
  const told = useTold();
  const { values, field } = useFields({ name: user.name ?? '', email: user.email });
  const [active, setActive] = useState(user.is_active);
  const [verified, setVerified] = useState(user.is_verified);
  const save = useAction(
    () =>
      calls.patch(path, {
        ...(values.email === user.email ? {} : { email: values.email }),
        ...(values.name === (user.name ?? '') ? {} : { name: values.name || null }),
        ...(active === user.is_active ? {} : { is_active: active }),
        ...(verified === user.is_verified ? {} : { is_verified: verified }),
      }),
    ['admin-user', 'admin-users', 'admin-user-sessions'],
    () => told(),
  );
  return (
    <Section title={t.profile} text={t.profileText}>
      <Form submission={save} label={words.save} fields={['name', 'email', 'is_active']}>
        <TextInput label={words.name} autoComplete="off" {...field('name', save)} />
        <TextInput label={words.email} type="email" autoComplete="off" {...field('email', save)} />
        <Switch
          label={t.isActive}
          checked={active}
          onChange={event => setActive(event.currentTarget.checked)}
          error={save.error('is_active')}
        />
        <Switch
          label={t.isVerified}
          checked={verified}
          onChange={event => setVerified(event.currentTarget.checked)}
        />
      </Form>
    </Section>
  );
}
