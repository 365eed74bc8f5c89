import { useAuth } from '@gatehouse/react';
import { Card, Container, Text, Title } from '@mantine/core';
import { useTitle } from '../../components/Page';
import { useTexts } from '../../text';
import { common } from '../../text/common';

export function Home() {
  const t = useTexts(common);
  const { user } = useAuth();
  useTitle(t.dashboard);
  return (
    <Container size="lg">
      <Title order={1} size="h2" mb="md">
        {t.dashboard}
      </Title>
      <Card>
        <Text>{user?.email}</Text>
      </Card>
    </Container>
  );
}
