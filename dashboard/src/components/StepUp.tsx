import { problemOf, useAuth } from '@gatehouse/react';
import { Modal, Text, TextInput } from '@mantine/core';
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import { useTexts } from '../text';
import { common } from '../text/common';
import { Form, NotConfirmedError, Password, useSubmission, Whose } from './forms';

type Recently = <T>(call: () => Promise<T>) => Promise<T>;

const Context = createContext<Recently>(call => call());

/** Sends a call; where the server wants a recent sign-in for it (RFC 9470), asks for that and sends it again. */
export function useRecently(): Recently {
  return useContext(Context);
}

interface Waiting {
  confirmed: () => void;
  cancelled: () => void;
}

export function StepUpProvider({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState(false);
  const waiting = useRef<Waiting | null>(null);
  const recently = useCallback<Recently>(async call => {
    try {
      return await call();
    } catch (error) {
      if (problemOf(error).reason !== 'insufficient_user_authentication') {
        throw error;
      }
    }
    await new Promise<void>((resolve, reject) => {
      waiting.current = { confirmed: resolve, cancelled: () => reject(new NotConfirmedError()) };
      setAsking(true);
    });
    return call();
  }, []);
  const end = (how: keyof Waiting) => {
    setAsking(false);
    waiting.current?.[how]();
    waiting.current = null;
  };
  return (
    <Context.Provider value={recently}>
      {children}
      <Confirmation
        opened={asking}
        onConfirmed={() => end('confirmed')}
        onCancelled={() => end('cancelled')}
      />
    </Context.Provider>
  );
}

function Confirmation(props: {
  opened: boolean;
  onConfirmed: () => void;
  onCancelled: () => void;
}) {
  const t = useTexts(common);
  return (
    <Modal
      opened={props.opened}
      onClose={props.onCancelled}
      title={t.confirmTitle}
      closeButtonProps={{ 'aria-label': t.cancel }}
    >
      <Text c="dimmed" mb="md">
        {t.confirmText}
      </Text>
      <Proof onDone={props.onConfirmed} />
    </Modal>
  );
}

/** Whoever has a second factor proves themselves by it, everybody else by the password. */
function Proof({ onDone }: { onDone: () => void }) {
  const t = useTexts(common);
  const { api, user } = useAuth();
  const byCode = user?.mfa_enabled === true;
  const [value, setValue] = useState('');
  const submission = useSubmission(async () => {
    await api.session.renew('/reauthenticate', byCode ? { code: value } : { password: value });
    onDone();
  });
  const field = byCode ? 'code' : 'password';
  const input = {
    value,
    onChange: (event: { currentTarget: { value: string } }) => setValue(event.currentTarget.value),
    error: submission.error(field),
    'data-autofocus': true,
  };
  return (
    <Form submission={submission} label={t.confirm} fields={[field]}>
      {byCode ? (
        <TextInput label={t.code} inputMode="numeric" autoComplete="one-time-code" {...input} />
      ) : (
        <>
          <Whose email={user?.email} />
          <Password {...input} />
        </>
      )}
    </Form>
  );
}
