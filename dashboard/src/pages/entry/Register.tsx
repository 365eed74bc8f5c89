import { safeNext, useAuth } from '@gatehouse/react';
import { Anchor, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { CardPage, Waiting } from '../../components/Page';
import { Form, Password, useSubmission } from '../../components/forms';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { entry } from './text';

export function Register() {
  const t = useTexts(common);
  const own = useTexts(entry);
  const { loading, loggedIn, register } = useAuth();
  const [query] = useSearchParams();
  const [form, setForm] = useState({ name: '', email: '', password: '' });
  const [accepted, setAccepted] = useState(false);
  const submission = useSubmission(async () => {
    const signIn = await register(form.email, form.password, form.name);
    setAccepted(signIn.outcome === 'accepted');
  });
  if (loading) {
    return <Waiting />;
  }
  if (loggedIn) {
    return <Navigate to={safeNext(query.get('next'), '/dashboard')} replace />;
  }
  if (accepted) {
    return <CardPage title={own.accepted} text={own.acceptedText} />;
  }
  const input = (field: keyof typeof form) => ({
    name: field,
    value: form[field],
    error: submission.error(field),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm(before => ({ ...before, [field]: value }));
    },
  });
  return (
    <CardPage title={own.registerTitle}>
      <Form submission={submission} label={t.register} fields={['name', 'email', 'password']}>
        <TextInput label={own.nameOptional} autoComplete="name" autoFocus {...input('name')} />
        <TextInput label={t.email} type="email" autoComplete="username" {...input('email')} />
        <Password autoComplete="new-password" {...input('password')} />
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
