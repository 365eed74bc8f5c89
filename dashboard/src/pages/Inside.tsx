import '@mantine/notifications/styles.css';
import { ProtectedRoute, useAuth } from '@gatehouse/react';
import { Alert, Button, Container, Stack } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Outlet, useNavigate } from 'react-router';
import { wasEnded } from '../api/client';
import { queries } from '../api/queries';
import { LiveProvider } from '../components/Live';
import { Waiting } from '../components/Page';
import { Shell } from '../components/Shell';
import { StepUpProvider } from '../components/StepUp';
import { useTexts } from '../text';
import { common } from '../text/common';

/** Everything that is somebody's own. */
export function Inside() {
  const navigate = useNavigate();
  return (
    <ProtectedRoute
      loading={<Waiting />}
      redirect={address => void navigate(explained(address), { replace: true })}
      problem={() => <OutOfReach />}
    >
      <QueryClientProvider client={queries}>
        <Notifications position="top-right" />
        <StepUpProvider>
          <LiveProvider>
            <Shell>
              <Suspense fallback={<Waiting />}>
                <Outlet />
              </Suspense>
            </Shell>
          </LiveProvider>
        </StepUpProvider>
      </QueryClientProvider>
    </ProtectedRoute>
  );
}

/** Lets the sign-in page say why it is there. */
function explained(address: string): string {
  return wasEnded() ? `${address}${address.includes('?') ? '&' : '?'}ended=1` : address;
}

function OutOfReach() {
  const t = useTexts(common);
  const { reload } = useAuth();
  return (
    <Container size={480} py="xl">
      <Stack>
        <Alert color="orange" role="alert">
          {t.offline}
        </Alert>
        <Button onClick={() => void reload()}>{t.retry}</Button>
      </Stack>
    </Container>
  );
}
