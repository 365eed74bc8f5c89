import { Alert, Button, Code, CopyButton, Group, Stack } from '@mantine/core';
import { useTexts } from '../text';
import { common } from '../text/common';

/** A secret that is never shown again. */
export function ShownOnce({
  value,
  text,
  onKept,
  testId,
}: {
  value: string;
  text: string;
  onKept: () => void;
  testId?: string;
}) {
  const t = useTexts(common);
  return (
    <Stack>
      <Alert color="orange">{text}</Alert>
      <Code block data-testid={testId}>
        {value}
      </Code>
      <Group justify="flex-end">
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t.copied : t.copy}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onKept}>{t.close}</Button>
      </Group>
    </Stack>
  );
}
