import { Container, Stack, Tabs, Title } from '@mantine/core';
import { Navigate, useNavigate, useParams } from 'react-router';
import { useTitle } from '../../components/Page';
import { useTexts } from '../../text';
import { common } from '../../text/common';
import { ApiKeys } from './ApiKeys';
import { MyData } from './MyData';
import { Profile } from './Profile';
import { Security } from './Security';
import { Sessions } from './Sessions';
import { account } from './text';

const SECTIONS = {
  profile: Profile,
  security: Security,
  sessions: Sessions,
  'api-keys': ApiKeys,
  data: MyData,
} as const;

type Name = keyof typeof SECTIONS;

export function Account() {
  const t = useTexts(account);
  const words = useTexts(common);
  const navigate = useNavigate();
  const { section = 'profile' } = useParams();
  useTitle(words.account);
  if (!(section in SECTIONS)) {
    return <Navigate to="/account" replace />;
  }
  const labels: Record<Name, string> = {
    profile: t.profile,
    security: t.security,
    sessions: t.sessions,
    'api-keys': t.apiKeys,
    data: t.data,
  };
  return (
    <Container size="md">
      <Title order={1} size="h2" mb="md">
        {words.account}
      </Title>
      <Tabs
        value={section}
        onChange={to => void navigate(to === 'profile' ? '/account' : `/account/${to}`)}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {Object.entries(labels).map(([name, label]) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(SECTIONS).map(([name, Shown]) => (
          <Tabs.Panel key={name} value={name}>
            <Stack>
              <Shown />
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Container>
  );
}
