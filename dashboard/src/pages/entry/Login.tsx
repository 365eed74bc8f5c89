import { safeNext, useAuth, type SignIn } from '@gatehouse/react';
import { Alert, Anchor, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { CardPage, Waiting } from '../../components/Page';
import { Form, Password, useSubmission } from '../../components/forms';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { entry } from './text';

export function Login() {
  const t = useTexts(common);
  const own = useTexts(entry);
  const { loading, loggedIn } = useAuth();
  const [query] = useSearchParams();
  const [, setHalfWay] = useState<SignIn | null>(null);
  const next = safeNext(query.get('next'), '/dashboard');
  if (loading) {
    return <Waiting />;
  }
  if (loggedIn) {
    return <Navigate to={next} replace />;
  }
  return (
    <CardPage title={t.signIn}>
      {query.has('ended') ? <Alert color="orange">{own.ended}</Alert> : null}
      <PasswordForm onSignIn={setHalfWay} />
      <Group justify="space-between">
        <Anchor component={Link} to="/forgot" size="sm">
          {own.forgot}
        </Anchor>
        <Anchor component={Link} to={{ pathname: '/register', search: query.toString() }} size="sm">
          {t.register}
        </Anchor>
      </Group>
    </CardPage>
  );
}

function PasswordForm({ onSignIn }: { onSignIn: (signIn: SignIn) => void }) {
  const t = useTexts(common);
  const { login } = useAuth();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submission = useSubmission(async () => onSignIn(await login(email, password)));
  return (
    <Form submission={submission} label={t.signIn} fields={['email', 'password']}>
      <TextInput
        label={t.email}
        type="email"
        name="email"
        autoComplete="username webauthn"
        value={email}
        onChange={event => setEmail(event.currentTarget.value)}
        error={submission.error('email')}
        autoFocus
      />
      <Password
        name="password"
        value={password}
        onChange={event => setPassword(event.currentTarget.value)}
        error={submission.error('password')}
      />
    </Form>
  );
}
