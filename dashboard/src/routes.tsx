import { lazy, Suspense, type ComponentType } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Broken } from './components/Broken';
import { Waiting } from './components/Page';
import { Entrance, Lost, Root } from './pages/frame';

type Loads<Name extends string> = () => Promise<Record<Name, ComponentType>>;

/** A page that comes in a file of its own, when it is first opened. */
function page<Name extends string>(load: Loads<Name>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }));
}

const links = () => import('./pages/entry/Links');
const recovery = () => import('./pages/entry/Recovery');
const home = () => import('./pages/home/Home');
const account = () => import('./pages/account/Account');
const admin = () => import('./pages/admin/Admin');

const Login = page(() => import('./pages/entry/Login'), 'Login');
const Register = page(() => import('./pages/entry/Register'), 'Register');
const Forgot = page(recovery, 'Forgot');
const Reset = page(recovery, 'Reset');
const VerifyEmail = page(links, 'VerifyEmail');
const ConfirmEmail = page(links, 'ConfirmEmail');
const UndoEmail = page(links, 'UndoEmail');
const Invitation = page(links, 'Invitation');
const Home = page(home, 'Home');
const Account = page(account, 'Account');
const Admin = page(admin, 'Admin');

const FIRST: Record<string, () => Promise<unknown>> = { dashboard: home, account, admin };

/** What is around a page, and beside it the page itself, so that one need not wait for the other. */
const Inside = page(() => {
  const [, area = ''] = window.location.pathname.split('/');
  FIRST[area]?.().catch(() => undefined); // the page says so itself when its turn comes
  return import('./pages/Inside');
}, 'Inside');

export function Pages() {
  return (
    <BrowserRouter>
      <Broken instead={<Lost broken />}>
        <Suspense fallback={<Waiting />}>
          <Routes>
            <Route element={<Root />}>
              <Route index element={<Entrance />} />
              <Route path="login" element={<Login />} />
              <Route path="register" element={<Register />} />
              <Route path="forgot" element={<Forgot />} />
              <Route path="reset" element={<Reset />} />
              <Route path="verify-email" element={<VerifyEmail />} />
              <Route path="confirm-email" element={<ConfirmEmail />} />
              <Route path="undo-email" element={<UndoEmail />} />
              <Route path="invitation" element={<Invitation />} />
              <Route element={<Inside />}>
                <Route path="dashboard" element={<Home />} />
                <Route path="account/:section?" element={<Account />} />
                <Route path="admin/:section?/:id?" element={<Admin />} />
              </Route>
              <Route path="*" element={<Lost />} />
            </Route>
          </Routes>
        </Suspense>
      </Broken>
    </BrowserRouter>
  );
}
