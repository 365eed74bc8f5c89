import { Card, Center, Container, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { settings } from '../settings';
import { useTexts } from '../text';
import { common } from '../text/common';
import logo from '../logo.svg';

/** Names the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${settings.name}`;
  }, [title]);
}

/** The operator's logo, or ours. */
export function Logo({ size = 36 }: { size?: number }) {
  return <img src={settings.logo ? '/brand/logo' : logo} alt="" height={size} />;
}

/** A page with one thing on it, such as a form, for people who are not signed in. */
export function CardPage({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}) {
  useTitle(title);
  return (
    <Container size={440} py="xl" px="md" component="main" id="main" tabIndex={-1}>
      <Group justify="center" mb="lg" gap="sm">
        <Logo />
        <Text fw={650} size="lg">
          {settings.name}
        </Text>
      </Group>
      <Card>
        <Stack>
          <Title order={1} size="h3">
            {title}
          </Title>
          {text ? <Text c="dimmed">{text}</Text> : null}
          {children}
        </Stack>
      </Card>
    </Container>
  );
}

/** While a page is on its way. */
export function Waiting() {
  const t = useTexts(common);
  return (
    <Center mih="40vh" role="status" aria-label={t.loading}>
      <Loader />
    </Center>
  );
}
