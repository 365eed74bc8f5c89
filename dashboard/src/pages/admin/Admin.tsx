import { Alert, Container, Stack, Tabs, Title } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import { Held, useHeld, type Permission } from '../../components/may';
import { useTitle, Waiting } from '../../components/Page';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { Audit } from './audit/Audit';
import { Webhooks } from './hooks/Webhooks';
import { SigningKeys } from './keys/SigningKeys';
import { Roles } from './roles/Roles';
import { Sessions } from './sessions/Sessions';
import { admin } from './text';
import { Invitations } from './users/Invitations';
import { ImportAndExport } from './users/ImportAndExport';
import { Users } from './users/Users';

/** With the plots, which are large. */
const Overview = lazy(async () => ({ default: (await import('./overview/Overview')).Overview }));

interface Area {
  name: string;
  label: string;
  /** One of these opens it. */
  needs: Permission[];
  Shown: ComponentType<{ id: string | undefined }>;
}

function useAreas(): Area[] {
  const t = useTexts(admin);
  return [
    { name: 'overview', label: t.overview, needs: ['stats:read'], Shown: Overview },
    { name: 'users', label: t.users, needs: ['users:read'], Shown: Users },
    { name: 'invitations', label: t.invitations, needs: ['users:read'], Shown: Invitations },
    {
      name: 'transfer',
      label: t.transfer,
      needs: ['users:import', 'users:export'],
      Shown: ImportAndExport,
    },
    { name: 'roles', label: t.roles, needs: ['roles:read'], Shown: Roles },
    { name: 'sessions', label: t.sessions, needs: ['sessions:read'], Shown: Sessions },
    { name: 'audit', label: t.audit, needs: ['audit:read'], Shown: Audit },
    { name: 'keys', label: t.keys, needs: ['keys:read'], Shown: SigningKeys },
    { name: 'webhooks', label: t.webhooks, needs: ['webhooks:write'], Shown: Webhooks },
  ];
}

/** The server's administration, as much of it as somebody may see. */
export function Admin() {
  const t = useTexts(admin);
  const words = useTexts(common);
  const held = useHeld();
  const areas = useAreas();
  const { section, id } = useParams();
  const shown = areas.find(area => area.name === section);
  useTitle(shown === undefined ? words.admin : `${shown.label} · ${words.admin}`);
  if (held === null) {
    return <Waiting />;
  }
  const open = areas.filter(area => area.needs.some(permission => held.has(permission)));
  const [first] = open;
  if (section === undefined && first !== undefined) {
    return <Navigate to={`/admin/${first.name}`} replace />;
  }
  return (
    <Held.Provider value={held}>
      <Container size="xl" px={{ base: 0, sm: 'md' }}>
        <Title order={1} size="h2" mb="md">
          {words.admin}
        </Title>
        {open.length === 0 ? <Alert>{t.nothing}</Alert> : <Areas open={open} id={id} />}
      </Container>
    </Held.Provider>
  );
}

function Areas({ open, id }: { open: Area[]; id: string | undefined }) {
  const t = useTexts(admin);
  const words = useTexts(common);
  const navigate = useNavigate();
  const { section } = useParams();
  const shown = open.find(area => area.name === section);
  const tab = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    tab.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  return (
    <Tabs value={shown?.name ?? null} keepMounted={false} activateTabWithKeyboard={false}>
      <Tabs.List mb="md" className="gh-tabs" aria-label={t.sections}>
        {open.map(area => (
          <Tabs.Tab
            key={area.name}
            value={area.name}
            ref={area === shown ? tab : null}
            onClick={() => void navigate(`/admin/${area.name}`)}
          >
            {area.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {open.map(area => (
        <Tabs.Panel key={area.name} value={area.name}>
          <Suspense fallback={<Waiting />}>
            <Stack>
              <area.Shown id={id} />
            </Stack>
          </Suspense>
        </Tabs.Panel>
      ))}
      {shown === undefined ? <Alert>{words.forbidden}</Alert> : null}
    </Tabs>
  );
}
