import { useAuth } from '@gatehouse/react';
import {
  Button,
  Code,
  CopyButton,
  Group,
  Progress,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  TextInput,
  type PasswordInputProps,
} from '@mantine/core';
import type { AxiosResponse } from 'axios';
import { useEffect, useId, useState } from 'react';
import { dataOf } from '../api/client';
import { save } from '../api/save';
import { settings } from '../settings';
import { useTexts } from '../text';
import { common } from '../text/common';
import { factors } from './factors.text';
import { Form, Password, ProblemAlert, useSubmission } from './forms';

interface Key {
  secret: string;
  otpauth_uri: string;
  qr_svg: string;
}

/** Where the code goes that lets the key count. The answer carries a new session. */
export const CONFIRM = '/mfa/totp/confirm';

/** Sets an authenticator app up. `call` sends one of the two calls, with the token that allows it if it is not the session. */
export function TotpEnrollment({
  call,
  onConfirmed,
}: {
  call: (path: string, body: Record<string, unknown>) => Promise<AxiosResponse<unknown>>;
  /** Takes the answer: the renewed session, and the recovery codes. */
  onConfirmed: (answer: AxiosResponse<unknown>) => void;
}) {
  const t = useTexts(factors);
  const [key, setKey] = useState<Key | null>(null);
  const [code, setCode] = useState('');
  const begin = useSubmission(async () => setKey(dataOf<Key>(await call('/mfa/totp/enroll', {}))));
  const confirm = useSubmission(async () => onConfirmed(await call(CONFIRM, { code })));
  const { submit } = begin;
  useEffect(() => {
    void submit();
  }, [submit]);
  if (key === null) {
    return begin.problem === null ? (
      <Skeleton height={200} />
    ) : (
      <ProblemAlert problem={begin.problem} />
    );
  }
  return (
    <Form submission={confirm} label={t.turnOn} fields={['code']}>
      <Text size="sm">{t.scan}</Text>
      <Group justify="center" bg="white" p="md">
        <img
          src={`data:image/svg+xml;utf8,${encodeURIComponent(key.qr_svg)}`}
          alt={t.qr}
          width={180}
          height={180}
        />
      </Group>
      <Text size="sm">{t.byHand}</Text>
      <Code block data-testid="totp-key">
        {key.secret}
      </Code>
      <TextInput
        label={t.code}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={event => setCode(event.currentTarget.value)}
        error={confirm.error('code')}
      />
    </Form>
  );
}

/** Shows codes that are not shown again, to be kept in some way. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const t = useTexts(factors);
  const words = useTexts(common);
  const text = codes.join('\n');
  return (
    <Stack>
      <Text size="sm">{t.codesText}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" className="gh-print">
        {codes.map(code => (
          <Code key={code} data-testid="recovery-code">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={() => saveCodes(text)}>
          {t.download}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t.print}
        </Button>
      </Group>
      <Button onClick={onKept}>{t.kept}</Button>
    </Stack>
  );
}

function saveCodes(text: string): void {
  const service = settings.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  save(new Blob([text + '\n'], { type: 'text/plain' }), `${service}-recovery-codes.txt`);
}

/** A new password, with an estimate of how long somebody would guess at it. The server has its own rules. */
export function NewPassword(props: PasswordInputProps & { value: string }) {
  const t = useTexts(factors);
  const meter = useId();
  const { user } = useAuth();
  const score = useStrength(props.value, user?.email);
  return (
    <div>
      <Password autoComplete="new-password" aria-describedby={meter} {...props} />
      <div id={meter} aria-live="polite">
        {score === null ? null : (
          <Group gap="xs" mt={6} wrap="nowrap">
            <Progress
              value={(score + 1) * 20}
              color={['red', 'red', 'orange', 'teal', 'green'][score] ?? 'gray'}
              flex={1}
              aria-label={t.strength}
            />
            <Text size="xs" c="dimmed">
              {t.strengths[score]}
            </Text>
          </Group>
        )}
      </div>
    </div>
  );
}

/** From 0, guessed at once, to 4; null while nothing is typed or the estimator is on its way. */
function useStrength(password: string, email: string | undefined): number | null {
  const [score, setScore] = useState<number | null>(null);
  useEffect(() => {
    let wanted = true;
    if (password !== '') {
      void import('./strength')
        .then(({ strength }) => strength(password, email))
        .then(found => {
          if (wanted) {
            setScore(found);
          }
        })
        .catch(() => undefined); // no estimate without its file
    }
    return () => {
      wanted = false;
    };
  }, [password, email]);
  return password === '' ? null : score;
}
