import { type Factor, type SignIn } from '@gatehouse/react';
import { Alert, Anchor, Button, Group, TextInput } from '@mantine/core';
import type { AxiosResponse } from 'axios';
import { useState } from 'react';
import { api, dataOf } from '../../api/client';
import { NewPassword, RecoveryCodes, TotpEnrollment } from '../../components/factors';
import { factors } from '../../components/factors.text';
import { useFields } from '../../components/fields';
import { Form, useSubmission } from '../../components/forms';
import { CardPage } from '../../components/Page';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { entry } from './text';

interface Step {
  onReached: (signIn: SignIn) => void;
  onAgain: () => void;
}

/** What has to come between a right password and a session. */
export function HalfWay({ reached, ...step }: Step & { reached: SignIn }) {
  switch (reached.outcome) {
    case 'mfa-required':
      return <SecondFactor token={reached.mfaToken} methods={reached.methods} {...step} />;
    case 'mfa-enrollment-required':
      return <Enrollment token={reached.mfaToken} {...step} />;
    case 'password-change-required':
      return <PasswordChange token={reached.passwordToken} {...step} />;
    default:
      return <Accepted />;
  }
}

export function Accepted() {
  const t = useTexts(entry);
  return <CardPage title={t.accepted} text={t.acceptedText} />;
}

function SecondFactor({
  token,
  methods,
  onReached,
  onAgain,
}: Step & { token: string; methods: Factor[] }) {
  const t = useTexts(entry);
  const words = useTexts(common);
  const typed = methods.filter(method => method !== 'passkey');
  const [method, setMethod] = useState<Factor | undefined>(typed[0]);
  const { values, field, setValues } = useFields({ code: '' });
  const submission = useSubmission(async () =>
    onReached(await api.session.verifyMfa(token, method ?? 'totp', values.code)),
  );
  const other = typed.find(each => each !== method);
  const change = (to: Factor) => {
    submission.clear();
    setValues({ code: '' });
    setMethod(to);
  };
  return (
    <CardPage title={t.secondFactor} text={t.secondFactorText}>
      {method === undefined ? null : (
        <Form submission={submission} label={words.continue} fields={['code']}>
          <TextInput
            key={method}
            label={method === 'totp' ? words.code : t.recoveryCode}
            inputMode={method === 'totp' ? 'numeric' : 'text'}
            autoComplete={method === 'totp' ? 'one-time-code' : 'off'}
            autoFocus
            {...field('code', submission)}
          />
        </Form>
      )}
      {methods.includes('passkey') ? <PasskeyFactor token={token} onReached={onReached} /> : null}
      <Group justify="space-between">
        {other === undefined ? null : (
          <Anchor component="button" type="button" size="sm" onClick={() => change(other)}>
            {other === 'totp' ? t.useTotp : t.useRecoveryCode}
          </Anchor>
        )}
        <Anchor component="button" type="button" size="sm" onClick={onAgain}>
          {t.startAgain}
        </Anchor>
      </Group>
    </CardPage>
  );
}

function PasskeyFactor({ token, onReached }: { token: string; onReached: Step['onReached'] }) {
  const t = useTexts(entry);
  const words = useTexts(common);
  const submission = useSubmission(async () => {
    const { showPasskey } = await import('../../components/passkeys');
    onReached(await api.session.signIn('/passkeys/login', await showPasskey({ mfaToken: token })));
  });
  return (
    <>
      {submission.problem === null ? null : (
        <Alert color="red" role="alert">
          {t.passkeyFailed}
        </Alert>
      )}
      <Button
        variant="default"
        loading={submission.pending}
        onClick={() => void submission.submit()}
      >
        {words.usePasskey}
      </Button>
    </>
  );
}

/** The session begins when the codes are kept: the page would else go on without showing them. */
function Enrollment({ token, onReached }: Step & { token: string }) {
  const t = useTexts(entry);
  const own = useTexts(factors);
  const [answer, setAnswer] = useState<AxiosResponse<unknown> | null>(null);
  if (answer !== null) {
    const { recovery_codes: codes } = dataOf<{ recovery_codes: string[] }>(answer);
    return (
      <CardPage title={own.codesTitle}>
        <RecoveryCodes
          codes={codes}
          onKept={() => void api.session.adopt(answer).then(onReached)}
        />
      </CardPage>
    );
  }
  return (
    <CardPage title={t.enrollTitle} text={t.enrollText}>
      <TotpEnrollment
        call={(path, body) => api.session.send(path, { ...body, mfa_token: token })}
        onConfirmed={setAnswer}
      />
    </CardPage>
  );
}

function PasswordChange({ token, onReached }: Step & { token: string }) {
  const t = useTexts(entry);
  const { values, field } = useFields({ new_password: '' });
  const submission = useSubmission(async () => {
    const body = { password_token: token, new_password: values.new_password };
    onReached(await api.session.signIn('/me/password', body));
  });
  return (
    <CardPage title={t.newPasswordTitle} text={t.newPasswordText}>
      <Form submission={submission} label={t.setPassword} fields={['new_password']}>
        <NewPassword label={t.newPassword} autoFocus {...field('new_password', submission)} />
      </Form>
    </CardPage>
  );
}
