import { useAuth, type SignIn } from '@gatehouse/react';
import { Alert, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { api } from '../../api/client';
import { NewPassword } from '../../components/factors';
import { useFields } from '../../components/fields';
import { Form, useSubmission } from '../../components/forms';
import { CardPage } from '../../components/Page';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { HalfWay } from './HalfWay';
import { deadLink, LinkPage } from './LinkPage';
import { ToSignIn } from './Recovery';
import { entry } from './text';

export function VerifyEmail() {
  const t = useTexts(entry);
  return (
    <OneClick
      path="/email/verify"
      title={t.verifyTitle}
      text={t.verifyText}
      label={t.verifyDo}
      done={t.verifyDone}
    />
  );
}

export function ConfirmEmail() {
  const t = useTexts(entry);
  return (
    <OneClick
      path="/email/change/confirm"
      title={t.confirmTitle}
      text=""
      label={t.confirmDo}
      done={t.confirmDone}
    />
  );
}

export function UndoEmail() {
  const t = useTexts(entry);
  return (
    <OneClick
      path="/email/change/undo"
      title={t.undoTitle}
      text={t.undoText}
      label={t.undoDo}
      done={t.undoDone}
    />
  );
}

interface OneClickProps {
  path: string;
  title: string;
  text: string;
  label: string;
  done: string;
}

/** Redeems a link's token when asked to: opening it is not enough, as programs open links too. */
function OneClick(props: OneClickProps) {
  return (
    <LinkPage title={props.title}>{token => <Redemption token={token} {...props} />}</LinkPage>
  );
}

function Redemption({ token, path, title, text, label, done }: OneClickProps & { token: string }) {
  const t = useTexts(entry);
  const { loggedIn, reload } = useAuth();
  const [redeemed, setRedeemed] = useState(false);
  const submission = useSubmission(async () => {
    await api.session.send(path, { token });
    if (loggedIn) {
      await reload();
    }
    setRedeemed(true);
  });
  if (redeemed) {
    return (
      <CardPage title={title}>
        <Alert color="green" role="status">
          {done}
        </Alert>
        <ToSignIn />
      </CardPage>
    );
  }
  return (
    <CardPage title={title} text={text}>
      <Form submission={deadLink(submission, t.deadToken)} label={label}>
        {null}
      </Form>
    </CardPage>
  );
}

export function Invitation() {
  const t = useTexts(entry);
  return <LinkPage title={t.invitationTitle}>{token => <Acceptance token={token} />}</LinkPage>;
}

function Acceptance({ token }: { token: string }) {
  const t = useTexts(entry);
  const words = useTexts(common);
  const [reached, setReached] = useState<SignIn | null>(null);
  const { values, field } = useFields({ name: '', password: '' });
  const submission = useSubmission(async () =>
    setReached(await api.session.signIn('/invitations/accept', { token, ...values })),
  );
  if (reached?.outcome === 'signed-in') {
    return <Navigate to="/dashboard" replace />;
  }
  if (reached !== null) {
    return <HalfWay reached={reached} onReached={setReached} onAgain={() => setReached(null)} />;
  }
  return (
    <CardPage title={t.invitationTitle} text={t.invitationText}>
      <Form
        submission={deadLink(submission, t.deadToken)}
        label={t.invitationDo}
        fields={['name', 'password']}
      >
        <TextInput
          label={words.name}
          autoComplete="name"
          autoFocus
          {...field('name', submission)}
        />
        <NewPassword {...field('password', submission)} />
      </Form>
    </CardPage>
  );
}
