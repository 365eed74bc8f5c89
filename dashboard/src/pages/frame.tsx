import { useAuth } from '@gatehouse/react';
import { Button, Container, Group, Stack, Title } from '@mantine/core';
import { Link, Navigate, Outlet } from 'react-router';
import { CornerSwitches } from '../components/Switches';
import { Waiting } from '../components/Page';
import { useTexts } from '../text';
import { common } from '../text/common';

/** Around every page. */
export function Root() {
  const { loggedIn } = useAuth();
  return (
    <>
      {loggedIn ? null : <CornerSwitches />}
      <Outlet />
    </>
  );
}

/** `/` */
export function Entrance() {
  const { loading, loggedIn } = useAuth();
  return loading ? <Waiting /> : <Navigate to={loggedIn ? '/dashboard' : '/login'} replace />;
}

/** No such page, or one that broke. */
export function Lost({ broken = false }: { broken?: boolean }) {
  const t = useTexts(common);
  return (
    <Container size={480} py="xl" component="main">
      <Stack>
        <Title order={1} size="h3">
          {broken ? t.failed : t.notFound}
        </Title>
        <Group>
          <Button component={Link} to="/dashboard" reloadDocument={broken}>
            {t.home}
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}
