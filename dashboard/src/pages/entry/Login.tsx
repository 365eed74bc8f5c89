import { safeNext, useAuth, type SignIn } from '@gatehouse/react';
import { Alert, Anchor, Button, Divider, Group, TextInput } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { api } from '../../api/client';
import { useFields } from '../../components/fields';
import { Form, Password, useSubmission } from '../../components/forms';
import { CardPage, Waiting } from '../../components/Page';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { entry } from './text';

const HalfWay = lazy(async () => ({ default: (await import('./HalfWay')).HalfWay }));

export function Login() {
  const t = useTexts(common);
  const own = useTexts(entry);
  const { loading, loggedIn } = useAuth();
  const [query] = useSearchParams();
  const [reached, setReached] = useState<SignIn | null>(null);
  if (loading) {
    return <Waiting />;
  }
  if (loggedIn) {
    return <Navigate to={safeNext(query.get('next'), '/dashboard')} replace />;
  }
  if (reached !== null && reached.outcome !== 'signed-in') {
    return (
      <Suspense fallback={<Waiting />}>
        <HalfWay reached={reached} onReached={setReached} onAgain={() => setReached(null)} />
      </Suspense>
    );
  }
  return (
    <CardPage title={t.signIn}>
      {query.has('ended') ? <Alert color="orange">{own.ended}</Alert> : null}
      <PasswordForm onReached={setReached} />
      <PasskeyButton onReached={setReached} />
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

interface Reaching {
  onReached: (signIn: SignIn) => void;
}

function PasswordForm({ onReached }: Reaching) {
  const t = useTexts(common);
  const { login } = useAuth();
  const { values, field } = useFields({ email: '', password: '' });
  const submission = useSubmission(async () =>
    onReached(await login(values.email, values.password)),
  );
  return (
    <Form submission={submission} label={t.signIn} fields={['email', 'password']}>
      <TextInput
        label={t.email}
        type="email"
        autoComplete="username webauthn"
        autoFocus
        {...field('email', submission)}
      />
      <Password {...field('password', submission)} />
    </Form>
  );
}

/** Offers passkeys in the email's field where the browser can, and by a button. */
function PasskeyButton({ onReached }: Reaching) {
  const own = useTexts(entry);
  const [failed, setFailed] = useState(false);
  const submission = useSubmission(async () => {
    const passkeys = await import('../../components/passkeys');
    setFailed(false);
    try {
      onReached(await api.session.signIn('/passkeys/login', await passkeys.showPasskey({})));
    } catch (error) {
      setFailed(true);
      console.debug(error);
    }
  });
  useEffect(() => {
    let wanted = true;
    void import('../../components/passkeys')
      .then(async passkeys => {
        if (wanted && passkeys.passkeysWork && (await passkeys.passkeysInFields())) {
          const shown = await passkeys.showPasskey({ inField: true });
          onReached(await api.session.signIn('/passkeys/login', shown));
        }
      })
      .catch(() => undefined); // nobody took the offer
    return () => {
      wanted = false;
      void import('../../components/passkeys').then(passkeys => passkeys.withdrawPasskeyOffer());
    };
  }, [onReached]);
  return (
    <>
      <Divider />
      {failed ? (
        <Alert color="red" role="alert">
          {own.passkeyFailed}
        </Alert>
      ) : null}
      <Button
        variant="default"
        loading={submission.pending}
        onClick={() => void submission.submit()}
      >
        {own.withPasskey}
      </Button>
    </>
  );
}
