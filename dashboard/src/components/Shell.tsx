import { useAuth } from '@gatehouse/react';
import { AppShell, Burger, Group, Menu, NavLink, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconHome,
  IconLogout,
  IconShieldLock,
  IconUser,
  IconUserCircle,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { settings } from '../settings';
import { useTexts } from '../text';
import { common } from '../text/common';
import { useHeld } from './may';
import { Logo } from './Page';
import { Switches } from './Switches';

/** The header, with whoever is signed in, and the way to everything. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTexts(common);
  const [open, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding="md"
    >
      <a className="gh-skip" href="#main">
        {t.skip}
      </a>
      <AppShell.Header bg="var(--gh-card)">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap" gap="sm">
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t.menu} />
            <Logo size={28} />
            <Text fw={650} visibleFrom="xs">
              {settings.name}
            </Text>
          </Group>
          <Group wrap="nowrap" gap="xs">
            <Switches />
            <Person />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" bg="var(--gh-card)" component="nav">
        <Ways onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

function Ways({ onGo }: { onGo: () => void }) {
  const t = useTexts(common);
  const { pathname } = useLocation();
  const held = useHeld();
  const ways = [
    { to: '/dashboard', label: t.dashboard, icon: <IconHome size={18} /> },
    { to: '/account', label: t.account, icon: <IconUser size={18} /> },
    ...(held !== null && held.size > 0
      ? [{ to: '/admin', label: t.admin, icon: <IconShieldLock size={18} /> }]
      : []),
  ];
  return ways.map(way => (
    <NavLink
      key={way.to}
      component={Link}
      to={way.to}
      label={way.label}
      leftSection={way.icon}
      active={pathname === way.to || pathname.startsWith(`${way.to}/`)}
      onClick={onGo}
    />
  ));
}

function Person() {
  const t = useTexts(common);
  const { user, logout } = useAuth();
  const shown = user?.name || user?.email || '';
  // A new page, so that nothing of this person is left in the memory of the old one.
  const leave = async () => {
    await logout();
    window.location.replace('/login');
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton aria-label={shown} data-testid="person">
          <Group gap="xs" wrap="nowrap">
            <IconUserCircle size={28} aria-hidden />
            <Text size="sm" visibleFrom="sm" maw={180} truncate>
              {shown}
            </Text>
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user?.email}</Menu.Label>
        <Menu.Item leftSection={<IconUser size={16} />} component={Link} to="/account">
          {t.account}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
