import { createBrowserRouter, type RouteObject } from 'react-router';
import { Waiting } from './components/Page';
import { Entrance, Lost, Root } from './pages/frame';

/** Each area comes in a file of its own, when it is first opened. */
const entry: RouteObject[] = [
  { path: 'login', lazy: async () => ({ Component: (await import('./pages/entry/Login')).Login }) },
  {
    path: 'register',
    lazy: async () => ({ Component: (await import('./pages/entry/Register')).Register }),
  },
  {
    path: 'forgot',
    lazy: async () => ({ Component: (await import('./pages/entry/Recovery')).Forgot }),
  },
  {
    path: 'reset',
    lazy: async () => ({ Component: (await import('./pages/entry/Recovery')).Reset }),
  },
  {
    path: 'verify-email',
    lazy: async () => ({ Component: (await import('./pages/entry/Links')).VerifyEmail }),
  },
  {
    path: 'confirm-email',
    lazy: async () => ({ Component: (await import('./pages/entry/Links')).ConfirmEmail }),
  },
  {
    path: 'undo-email',
    lazy: async () => ({ Component: (await import('./pages/entry/Links')).UndoEmail }),
  },
  {
    path: 'invitation',
    lazy: async () => ({ Component: (await import('./pages/entry/Links')).Invitation }),
  },
];

const inside: RouteObject[] = [
  {
    path: 'dashboard',
    lazy: async () => ({ Component: (await import('./pages/home/Home')).Home }),
  },
  {
    path: 'account/:section?',
    lazy: async () => ({ Component: (await import('./pages/account/Account')).Account }),
  },
  {
    path: 'admin/:section?/:id?',
    lazy: async () => ({ Component: (await import('./pages/admin/Admin')).Admin }),
  },
];

export const router = createBrowserRouter([
  {
    Component: Root,
    HydrateFallback: Waiting,
    ErrorBoundary: Lost,
    children: [
      { index: true, Component: Entrance },
      ...entry,
      {
        lazy: async () => ({ Component: (await import('./pages/Inside')).Inside }),
        children: inside,
      },
      { path: '*', Component: Lost },
    ],
  },
]);
