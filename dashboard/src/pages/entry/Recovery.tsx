import { Anchor, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { NewPassword } from '../../components/factors';
import { useFields } from '../../components/fields';
import { Form, useSubmission } from '../../components/forms';
import { CardPage } from '../../components/Page';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { deadLink, LinkPage } from './LinkPage';
import { entry } from './text';

export function Forgot() {
  const t = useTexts(entry);
  const words = useTexts(common);
  const [sent, setSent] = useState(false);
  const { values, field } = useFields({ email: '' });
  const submission = useSubmission(async () => {
    await api.session.send('/password/forgot', { email: values.email });
    setSent(true);
  });
  if (sent) {
    return (
      <CardPage title={t.sent} text={t.sentText}>
        <ToSignIn />
      </CardPage>
    );
  }
  return (
    <CardPage title={t.forgotTitle} text={t.forgotText}>
      <Form submission={submission} label={t.sendLink} fields={['email']}>
        <TextInput
          label={words.email}
          type="email"
          autoComplete="username"
          autoFocus
          {...field('email', submission)}
        />
      </Form>
      <Anchor component={Link} to="/login" size="sm">
        {t.toSignIn}
      </Anchor>
    </CardPage>
  );
}

export function Reset() {
  const t = useTexts(entry);
  return <LinkPage title={t.resetTitle}>{token => <NewPasswordForm token={token} />}</LinkPage>;
}

function NewPasswordForm({ token }: { token: string }) {
  const t = useTexts(entry);
  const [done, setDone] = useState(false);
  const { values, field } = useFields({ new_password: '' });
  const submission = useSubmission(async () => {
    await api.session.send('/password/reset', { token, new_password: values.new_password });
    // Whoever was signed in here is not any more.
    await api.session.logout();
    setDone(true);
  });
  if (done) {
    return (
      <CardPage title={t.resetDone} text={t.resetDoneText}>
        <ToSignIn />
      </CardPage>
    );
  }
  return (
    <CardPage title={t.resetTitle}>
      <Form
        submission={deadLink(submission, t.deadToken)}
        label={t.setPassword}
        fields={['new_password']}
      >
        <NewPassword label={t.newPassword} autoFocus {...field('new_password', submission)} />
      </Form>
    </CardPage>
  );
}

export function ToSignIn() {
  const t = useTexts(entry);
  return (
    <Button component={Link} to="/login">
      {t.toSignIn}
    </Button>
  );
}
