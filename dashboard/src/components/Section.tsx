import { Card, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** One matter on a page. */
export function Section({
  title,
  text,
  aside,
  children,
}: {
  title: string;
  text?: ReactNode;
  /** Beside the title, such as a button. */
  aside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Card component="section">
      <Stack>
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2} size="h4">
              {title}
            </Title>
            {text ? (
              <Text c="dimmed" size="sm">
                {text}
              </Text>
            ) : null}
          </div>
          {aside}
        </Group>
        {children}
      </Stack>
    </Card>
  );
}
