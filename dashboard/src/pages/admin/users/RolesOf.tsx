import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { admin as calls, part, useRoles, type AdminUser } from '../../../api/admin';
import { Irreversible, useAction } from '../../../components/actions';
import { ProblemAlert } from '../../../components/forms';
import { useMay } from '../../../components/may';
import { Section } from '../../../components/Section';
import { useTexts } from '../../../text';
import { common } from '../../../text/common';
import { users } from './text';
import { RoleNames } from './Users';

const CHANGES = ['admin-user', 'admin-users'];

/** The roles of a user. */
export function RolesOf({ user, path }: { user: AdminUser; path: string }) {
  const t = useTexts(users);
  const may = useMay();
  return (
    <Section title={t.roles} text={t.rolesText}>
      {user.roles.length === 0 ? <Text c="dimmed">{t.noRoles}</Text> : null}
      {may('roles:write') ? (
        <>
          {user.roles.map(role => (
            <Held key={role} role={role} path={path} />
          ))}
          <Add user={user} path={path} />
        </>
      ) : (
        <RoleNames roles={user.roles} />
      )}
    </Section>
  );
}

function Held({ role, path }: { role: string; path: string }) {
  const t = useTexts(users);
  const words = useTexts(common);
  const remove = useAction(() => calls.delete(`${path}/roles/${part(role)}`), CHANGES);
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text style={{ overflowWrap: 'anywhere' }}>{role}</Text>
      <Irreversible
        label={words.remove}
        describes={role}
        question={t.removeRoleQuestion(role)}
        action={remove}
      />
    </Group>
  );
}

function Add({ user, path }: { user: AdminUser; path: string }) {
  const t = useTexts(users);
  const [chosen, setChosen] = useState('');
  const roles = useRoles(useMay()('roles:read'));
  const left = (roles.data ?? []).map(role => role.name).filter(name => !user.roles.includes(name));
  const role = left.includes(chosen) ? chosen : '';
  const add = useAction(async () => {
    await calls.put(`${path}/roles/${part(role)}`);
    setChosen('');
  }, CHANGES);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    void add.submit();
  };
  if (left.length === 0) {
    return null;
  }
  return (
    <form onSubmit={send} className="gh-form">
      <ProblemAlert problem={add.problem} />
      <Group align="flex-end">
        <NativeSelect
          label={t.addRole}
          data={['', ...left]}
          value={role}
          onChange={event => setChosen(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={add.pending} disabled={role === ''}>
          {t.add}
        </Button>
      </Group>
    </form>
  );
}
