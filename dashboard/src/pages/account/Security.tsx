import { useAuth } from '@gatehouse/react';
import { Badge, Button, Group, Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFactors, type Factors } from '../../api/account';
import { dataOf } from '../../api/client';
import { Irreversible, useAction, useTold } from '../../components/actions';
import { CONFIRM, NewPassword, RecoveryCodes, TotpEnrollment } from '../../components/factors';
import { factors as factorTexts } from '../../components/factors.text';
import { useFields } from '../../components/fields';
import { Form, Password, useSubmission, Whose } from '../../components/forms';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { useRecently } from '../../components/StepUp';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { Passkeys } from './Passkeys';
import { account } from './text';

export function Security() {
  return (
    <>
      <PasswordSection />
      <SecondFactor />
      <Passkeys />
    </>
  );
}

function PasswordSection() {
  const t = useTexts(account);
  const { api, user } = useAuth();
  const told = useTold();
  const { values, field, setValues } = useFields({ current_password: '', new_password: '' });
  const submission = useSubmission(async () => {
    await api.session.renew('/me/password', values);
    setValues({ current_password: '', new_password: '' });
    told(t.passwordChanged);
  });
  return (
    <Section title={t.passwordTitle} text={t.passwordText}>
      <Form
        submission={submission}
        label={t.changePassword}
        fields={['current_password', 'new_password']}
      >
        <Whose email={user?.email} />
        <Password label={t.currentPassword} {...field('current_password', submission)} />
        <NewPassword label={t.newPassword} {...field('new_password', submission)} />
      </Form>
    </Section>
  );
}

function SecondFactor() {
  const t = useTexts(account);
  const query = useFactors();
  return (
    <Section title={t.mfaTitle} text={t.mfaText}>
      <Loaded query={query}>
        {factors => (factors.totp ? <SwitchedOn factors={factors} /> : <SwitchedOff />)}
      </Loaded>
    </Section>
  );
}

function SwitchedOff() {
  const t = useTexts(account);
  const words = useTexts(common);
  const own = useTexts(factorTexts);
  const { api } = useAuth();
  const recently = useRecently();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const close = () => {
    setOpened(false);
    setCodes(null);
    void queries.invalidateQueries({ queryKey: ['factors'] });
  };
  return (
    <Group>
      <Badge color="gray" variant="light">
        {t.off}
      </Badge>
      <Button size="xs" onClick={() => setOpened(true)}>
        {t.setUp}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={codes === null ? t.mfaTitle : own.codesTitle}
        closeOnClickOutside={codes === null}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        {codes === null ? (
          <TotpEnrollment
            call={(path, body) =>
              recently(() =>
                path === CONFIRM
                  ? api.session.renew(path, body)
                  : api.post(`/api/auth${path}`, body),
              )
            }
            onConfirmed={answer =>
              setCodes(dataOf<{ recovery_codes: string[] }>(answer).recovery_codes)
            }
          />
        ) : (
          <RecoveryCodes codes={codes} onKept={close} />
        )}
      </Modal>
    </Group>
  );
}

function SwitchedOn({ factors }: { factors: Factors }) {
  const t = useTexts(account);
  const words = useTexts(common);
  const own = useTexts(factorTexts);
  const { api, reload } = useAuth();
  const [codes, setCodes] = useState<string[] | null>(null);
  const renew = useAction(
    () => api.post<unknown>('/api/auth/mfa/recovery-codes'),
    ['factors'],
    answer => setCodes(dataOf<{ recovery_codes: string[] }>(answer).recovery_codes),
  );
  const off = useAction(
    () => api.delete('/api/auth/mfa/totp'),
    ['factors'],
    () => void reload(),
  );
  return (
    <>
      <Group>
        <Badge color="green" variant="light">
          {t.on}
        </Badge>
        <Text size="sm" c={factors.recovery_codes_left < 3 ? 'orange' : 'dimmed'}>
          {t.codesLeft(factors.recovery_codes_left)}
        </Text>
      </Group>
      <Group>
        <Irreversible
          label={t.newCodes}
          question={t.newCodesQuestion}
          action={renew}
          color="brand"
        />
        {factors.required ? null : (
          <Irreversible label={t.switchOff} question={t.switchOffQuestion} action={off} />
        )}
      </Group>
      <Modal
        opened={codes !== null}
        onClose={() => setCodes(null)}
        title={own.codesTitle}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <RecoveryCodes codes={codes ?? []} onKept={() => setCodes(null)} />
      </Modal>
    </>
  );
}
