import { Button, Group, Modal, Stack, Text, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTexts } from '../text';
import { common } from '../text/common';
import { ProblemAlert, useSubmission, type Submission } from './forms';
import { useRecently } from './StepUp';

/** Sends a call that may need a recent sign-in, and asks again for what it has changed. */
export function useAction<T>(
  call: () => Promise<T>,
  changes: string[],
  done?: (result: T) => void,
): Submission {
  const recently = useRecently();
  const queries = useQueryClient();
  return useSubmission(async () => {
    const result = await recently(call);
    await Promise.all(changes.map(key => queries.invalidateQueries({ queryKey: [key] })));
    done?.(result);
  });
}

/** Tells that something was done. */
export function useTold(): (sentence?: string) => void {
  const t = useTexts(common);
  return sentence =>
    notifications.show({
      message: sentence ?? t.saved,
      color: 'green',
      closeButtonProps: { 'aria-label': t.close },
    });
}

/** A button for what can't be undone: it asks first. */
export function Irreversible({
  label,
  describes,
  question,
  action,
  children,
  ...button
}: ButtonProps & {
  label: string;
  /** What it is about, for whoever does not see the row that the button is in. */
  describes?: string;
  question: string;
  action: Submission;
  /** What has to be filled in beside. */
  children?: ReactNode;
}) {
  const t = useTexts(common);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="light"
        color="red"
        size="xs"
        onClick={open}
        {...(describes ? { 'aria-label': `${label}: ${describes}` } : {})}
        {...button}
      >
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={label}
        closeButtonProps={{ 'aria-label': t.close }}
      >
        <Stack>
          <Text>{question}</Text>
          <ProblemAlert problem={action.problem} />
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t.cancel}
            </Button>
            <Button
              color="red"
              loading={action.pending}
              onClick={() => void action.submit().then(done => (done ? close() : undefined))}
            >
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
