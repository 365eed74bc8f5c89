import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { admin as calls, type AdminUser } from '../../../api/admin';
import { useAction, useTold } from '../../../components/actions';
import { Dialog } from '../../../components/Dialog';
import { useFields } from '../../../components/fields';
import { Form, Password } from '../../../components/forms';
import { useTexts } from '../../../text';
import { common } from '../../../text/common';
import { RoleChoice } from './RoleChoice';
import { users } from './text';

export function NewUser() {
  const t = useTexts(users);
  return <Dialog label={t.newUser}>{() => <Fields />}</Dialog>;
}

function Fields() {
  const t = useTexts(users);
  const words = useTexts(common);
  const told = useTold();
  const navigate = useNavigate();
  const { values, field } = useFields({ email: '', name: '', password: '' });
  const [roles, setRoles] = useState(['user']);
  const [verified, setVerified] = useState(false);
  const create = useAction(
    () =>
      calls.post<AdminUser>('/users', {
        email: values.email,
        name: values.name || null,
        password: values.password || null,
        roles,
        is_verified: verified,
      }),
    ['admin-users'],
    user => {
      told(t.created);
      void navigate(`/admin/users/${user.id}`);
    },
  );
  return (
    <Form submission={create} label={t.create} fields={['email', 'name', 'password', 'roles']}>
      <TextInput
        label={words.email}
        type="email"
        autoComplete="off"
        data-autofocus
        {...field('email', create)}
      />
      <TextInput label={words.name} autoComplete="off" {...field('name', create)} />
      <Password
        description={t.passwordHint}
        {...field('password', create)}
        autoComplete="new-password"
      />
      <RoleChoice value={roles} onChange={setRoles} error={create.error('roles')} />
      <Switch
        label={t.isVerified}
        checked={verified}
        onChange={event => setVerified(event.currentTarget.checked)}
      />
    </Form>
  );
}
