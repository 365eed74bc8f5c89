import { useAuth } from '@gatehouse/react';
import { Button, Container, Group, Stack, Title } from '@mantine/core';
import { useEffect } from 'react';
import { Link, Navigate, Outlet, useNavigate, useRouteError } from 'react-router';
import { CornerSwitches } from '../components/Switches';
import { Waiting } from '../components/Page';
import { useTexts } from '../text';
import { common } from '../text/common';

/** Around every page: leads to the sign-in page when the server has ended the session. */
export function Root() {
  const navigate = useNavigate();
  useEffect(() => {
    const ended = (event: Event) => {
      const next = (event as CustomEvent<string>).detail;
      void navigate(`/login?ended=1&next=${encodeURIComponent(next)}`, { replace: true });
    };
    window.addEventListener('gatehouse:ended', ended);
    return () => window.removeEventListener('gatehouse:ended', ended);
  }, [navigate]);
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
export function Lost() {
  const t = useTexts(common);
  const error = useRouteError();
  return (
    <Container size={480} py="xl" component="main">
      <Stack>
        <Title order={1} size="h3">
          {error === undefined ? t.notFound : t.failed}
        </Title>
        <Group>
          <Button component={Link} to="/dashboard" reloadDocument={error !== undefined}>
            {t.home}
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}
