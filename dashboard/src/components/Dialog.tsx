import { Button, Modal, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTexts } from '../text';
import { common } from '../text/common';

/** A button that opens something to fill in or to read; what is in it begins anew each time. */
export function Dialog({
  label,
  title = label,
  describes,
  children,
  ...button
}: Omit<ButtonProps, 'children'> & {
  label: string;
  title?: string;
  /** What the button is about, for whoever does not see the row that it is in. */
  describes?: string;
  children: (close: () => void) => ReactNode;
}) {
  const t = useTexts(common);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
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
        title={title}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t.close }}
      >
        {children(close)}
      </Modal>
    </>
  );
}
