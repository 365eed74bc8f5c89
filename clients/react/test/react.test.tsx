import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { StrictMode, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AuthProvider, createAuthApi, ProtectedRoute, RequirePermission, useAuth } from '../src';
import { TestServer } from './server';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

function apiOf(server: TestServer) {
  return createAuthApi({ axios: { adapter: server.adapter }, onSignedOut: () => undefined });
}

function page(server: TestServer, children: ReactNode) {
  return render(
    <StrictMode>
      <AuthProvider api={apiOf(server)}>{children}</AuthProvider>
    </StrictMode>,
  );
}

function Who() {
  const { user, loading, loggedIn, token } = useAuth();
  return <p>{loading ? 'loading' : loggedIn ? `${user?.name} with ${token}` : 'nobody'}</p>;
}

it('knows the user again after a reload', async () => {
  const server = new TestServer();
  await apiOf(server).session.login('ada@example.com', 'right');
  page(server, <Who />);
  expect(screen.getByText('loading')).toBeDefined();
  await screen.findByText('Ada with access-1');
});

it('exchanges a token that ran out while the page was closed', async () => {
  const server = new TestServer();
  await apiOf(server).session.login('ada@example.com', 'right');
  server.expire();
  page(server, <Who />);
  await screen.findByText('Ada with access-3');
  expect(server.count('/api/auth/refresh')).toBe(1);
});

it('shows a protected page to nobody who is not signed in', async () => {
  const redirect = vi.fn();
  page(new TestServer(), <ProtectedRoute redirect={redirect}>the secret page</ProtectedRoute>);
  await waitFor(() => expect(redirect).toHaveBeenCalled());
  expect(redirect.mock.calls[0]).toEqual(['/login']);
  expect(screen.queryByText('the secret page')).toBeNull();
});

it('leads back to where somebody wanted to go', async () => {
  window.history.replaceState(null, '', '/reports?year=2026');
  const redirect = vi.fn();
  page(new TestServer(), <ProtectedRoute redirect={redirect}>the secret page</ProtectedRoute>);
  await waitFor(() =>
    expect(redirect).toHaveBeenCalledWith('/login?next=%2Freports%3Fyear%3D2026'),
  );
  window.history.replaceState(null, '', '/');
});

it('shows a problem instead of leaving when the server is out of reach', async () => {
  const server = new TestServer();
  await apiOf(server).session.login('ada@example.com', 'right');
  server.down = true;
  const redirect = vi.fn();
  page(
    server,
    <ProtectedRoute redirect={redirect} problem={problem => <p>trouble: {problem.detail}</p>}>
      the secret page
    </ProtectedRoute>,
  );
  await screen.findByText('trouble: Network Error');
  expect(redirect).not.toHaveBeenCalled();
});

it('shows what needs a permission to whoever has it', async () => {
  const server = new TestServer();
  server.permissions = ['users:read'];
  await apiOf(server).session.login('ada@example.com', 'right');
  page(
    server,
    <>
      <RequirePermission permission="users:read">the users</RequirePermission>
      <RequirePermission permission="keys:rotate" fallback="no keys for you">
        the keys
      </RequirePermission>
    </>,
  );
  await screen.findByText(/the users/);
  expect(screen.queryByText(/the keys/)).toBeNull();
  expect(screen.getByText(/no keys for you/)).toBeDefined();
});
