import { safeNext, useAuth, type SignIn } from '@gatehouse/react';
import { Anchor, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { NewPassword } from '../../components/factors';
import { useFields } from '../../components/fields';
import { Form, useSubmission } from '../../components/forms';
import { CardPage, Waiting } from '../../components/Page';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { HalfWay } from './HalfWay';
import { entry } from './text';

export function Register() {
  const t = useTexts(common);
  const own = useTexts(entry);
  const { loading, loggedIn, register } = useAuth();
  const [query] = useSearchParams();
  const [reached, setReached] = useState<SignIn | null>(null);
  const { values, field } = useFields({ name: '', email: '', password: '' });
  const submission = useSubmission(async () =>
    setReached(await register(values.email, values.password, values.name)),
  );
  if (loading) {
    return <Waiting />;
  }
  if (loggedIn) {
    return <Navigate to={safeNext(query.get('next'), '/dashboard')} replace />;
  }
  if (reached !== null && reached.outcome !== 'signed-in') {
    return <HalfWay reached={reached} onReached={setReached} onAgain={() => setReached(null)} />;
  }
  return (
    <CardPage title={own.registerTitle}>
      <Form submission={submission} label={t.register} fields={['name', 'email', 'password']}>
        <TextInput
          label={own.nameOptional}
          autoComplete="name"
          autoFocus
          {...field('name', submission)}
        />
        <TextInput
          label={t.email}
          type="email"
          autoComplete="username"
          {...field('email', submission)}
        />
        <NewPassword {...field('password', submission)} />
      </Form>
      <Text size="sm">
        {own.haveAccount}{' '}
        <Anchor component={Link} to={{ pathname: '/login', search: query.toString() }}>
          {t.signIn}
        </Anchor>
      </Text>
    </CardPage>
  );
}
