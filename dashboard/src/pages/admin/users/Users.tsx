import {
  Anchor,
  Badge,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { Link } from 'react-router';
import { useList, useRoles, type AdminUser } from '../../../api/admin';
import { useFilters } from '../../../components/filters';
import { useMay } from '../../../components/may';
import { Listed, Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { admin } from '../text';
import { NewUser } from './NewUser';
import { users } from './text';
import { UserPage } from './UserPage';

/** `/admin/users`, and one of them at `/admin/users/{id}`. */
export function Users({ id }: { id: string | undefined }) {
  return id === undefined ? <List /> : <UserPage key={id} id={id} />;
}

function List() {
  const t = useTexts(users);
  const words = useTexts(admin);
  const may = useMay();
  const { filters, field } = useFilters(['q', 'active', 'role', 'verified', 'mfa']);
  const list = useList<AdminUser>('admin-users', '/users', filters);
  return (
    <Section title={words.users} text={t.text} aside={may('users:write') ? <NewUser /> : null}>
      <Narrowing field={field} />
      <Listed list={list} empty={t.none}>
        {entries => <Table entries={entries} />}
      </Listed>
    </Section>
  );
}

type Field = ReturnType<typeof useFilters<'q' | 'active' | 'role' | 'verified' | 'mfa'>>['field'];

function Narrowing({ field }: { field: Field }) {
  const t = useTexts(users);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const may = useMay();
  const roles = useRoles(may('roles:read'));
  const either = (yes: string, no: string) => [
    { value: '', label: plain.any },
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ];
  const yesOrNo = either(plain.yes, plain.no);
  const names = (roles.data ?? []).map(role => ({ value: role.name, label: role.name }));
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} role="search">
      <TextInput
        label={plain.search}
        placeholder={t.searchHint}
        type="search"
        maxLength={255}
        {...field('q')}
      />
      <NativeSelect
        label={plain.state}
        data={either(words.active, words.inactive)}
        {...field('active')}
      />
      {may('roles:read') ? (
        <NativeSelect
          label={t.role}
          data={[{ value: '', label: plain.any }, ...names]}
          {...field('role')}
        />
      ) : null}
      <NativeSelect label={t.verified} data={yesOrNo} {...field('verified')} />
      <NativeSelect label={t.mfa} data={yesOrNo} {...field('mfa')} />
    </SimpleGrid>
  );
}

function Table({ entries }: { entries: AdminUser[] }) {
  const t = useTexts(users);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const formats = useFormats();
  return (
    <Rows
      label={words.users}
      entries={entries}
      keyOf={user => user.id}
      columns={[
        {
          title: words.user,
          cell: user => (
            <Stack gap={0}>
              <Anchor component={Link} to={`/admin/users/${user.id}`} fw={600}>
                {user.email}
              </Anchor>
              {user.name ? <Text size="sm">{user.name}</Text> : null}
            </Stack>
          ),
        },
        { title: plain.state, cell: user => <States user={user} /> },
        { title: t.roles, cell: user => <RoleNames roles={user.roles} /> },
        { title: t.mfa, cell: user => (user.mfa_enabled ? plain.yes : plain.no) },
        {
          title: t.lastLogin,
          cell: user => (user.last_login ? formats.ago(user.last_login) : t.never),
        },
        { title: words.created, cell: user => formats.day(user.created_at) },
      ]}
    />
  );
}

/** Whether somebody may sign in, and whether the address is theirs. */
export function States({ user }: { user: AdminUser }) {
  const t = useTexts(users);
  const words = useTexts(admin);
  return (
    <Group gap={4}>
      <Badge variant="light" color={user.is_active ? 'green' : 'red'}>
        {user.is_active ? words.active : words.inactive}
      </Badge>
      {user.is_verified ? null : (
        <Badge variant="light" color="orange">
          {t.unverified}
        </Badge>
      )}
    </Group>
  );
}

export function RoleNames({ roles }: { roles: string[] }) {
  return roles.length === 0 ? '–' : <Text size="sm">{roles.join(', ')}</Text>;
}
