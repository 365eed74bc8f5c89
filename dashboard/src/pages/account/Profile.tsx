import { useAuth } from '@gatehouse/react';
import { Alert, Badge, Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAction, useTold } from '../../components/actions';
import { useFields } from '../../components/fields';
import { Form, Password, useSubmission } from '../../components/forms';
import { Section } from '../../components/Section';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { account } from './text';

export function Profile() {
  const t = useTexts(account);
  const words = useTexts(common);
  const { user, api, reload } = useAuth();
  const told = useTold();
  const { values, field } = useFields({ name: user?.name ?? '' });
  const submission = useSubmission(async () => {
    await api.patch('/api/auth/me', { name: values.name });
    await reload();
    told();
  });
  return (
    <>
      <Section title={t.profile} text={t.profileText}>
        <Form submission={submission} label={words.save} fields={['name']}>
          <TextInput label={words.name} autoComplete="name" {...field('name', submission)} />
        </Form>
      </Section>
      <Email />
    </>
  );
}

function Email() {
  const t = useTexts(account);
  const { user, api } = useAuth();
  const told = useTold();
  const [asked, setAsked] = useState(false);
  const { values, field, setValues } = useFields({ new_email: '', password: '' });
  const change = useAction(
    () => api.post('/api/auth/me/email', values),
    [],
    () => {
      setValues({ new_email: '', password: '' });
      setAsked(true);
    },
  );
  const resend = useAction(
    () => api.post('/api/auth/email/verify/resend'),
    [],
    () => told(t.resent),
  );
  return (
    <Section title={t.emailTitle}>
      <Group>
        <Text>{user?.email}</Text>
        <Badge variant="light" color={user?.is_verified ? 'green' : 'orange'}>
          {user?.is_verified ? t.verified : t.unverified}
        </Badge>
        {user?.is_verified === false ? (
          <Button
            size="xs"
            variant="default"
            loading={resend.pending}
            onClick={() => void resend.submit()}
          >
            {t.resend}
          </Button>
        ) : null}
      </Group>
      {asked ? (
        <Alert color="green" role="status">
          {t.emailAsked}
        </Alert>
      ) : null}
      <Form submission={change} label={t.changeEmail} fields={['new_email', 'password']}>
        <TextInput
          label={t.newEmail}
          type="email"
          autoComplete="email"
          {...field('new_email', change)}
        />
        <Password label={t.yourPassword} {...field('password', change)} />
      </Form>
    </Section>
  );
}
