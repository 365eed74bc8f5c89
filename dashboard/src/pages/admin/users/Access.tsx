import { Button, Group } from '@mantine/core';
import { useNavigate } from 'react-router';
import { admin as calls, type AdminUser } from '../../../api/admin';
import { api } from '../../../api/client';
import { Irreversible, useAction, useTold } from '../../../components/actions';
import { ProblemAlert, useSubmission } from '../../../components/forms';
import { useMay } from '../../../components/may';
import { Section } from '../../../components/Section';
import { useTexts } from '../../../text';
import { users } from './text';

const CHANGES = ['admin-user', 'admin-users', 'admin-user-sessions', 'admin-sessions'];

/** What locks somebody out, or out of what they had. */
export function Access({ user, path }: { user: AdminUser; path: string }) {
  const t = useTexts(users);
  const may = useMay();
  const told = useTold();
  const end = useAction(
    () => calls.post<{ sessions_ended: number }>(`${path}/sessions/end`),
    CHANGES,
    answer => told(t.ended(answer.sessions_ended)),
  );
  return (
    <Section title={t.access}>
      <Group>
        {may('sessions:write') ? (
          <Irreversible
            label={t.endSessions}
            question={t.endSessionsQuestion}
            action={end}
            size="sm"
          />
        ) : null}
        {may('users:write') ? <Changes user={user} path={path} /> : null}
      </Group>
    </Section>
  );
}

function Changes({ user, path }: { user: AdminUser; path: string }) {
  const t = useTexts(users);
  const told = useTold();
  const navigate = useNavigate();
  const reset = useAction(
    () => calls.post(`${path}/mfa/reset`),
    CHANGES,
    () => told(t.done),
  );
  const force = useAction(
    () => calls.post(`${path}/password/force-change`),
    CHANGES,
    () => told(t.done),
  );
  const link = useSubmission(async () => {
    await api.session.send('/password/forgot', { email: user.email });
    told(t.linkSent(user.email));
  });
  const erase = useAction(
    () => calls.delete(path),
    ['admin-users', 'admin-sessions'],
    () => {
      told(t.deleted);
      void navigate('/admin/users', { replace: true });
    },
  );
  return (
    <>
      <Button size="sm" variant="default" loading={link.pending} onClick={() => void link.submit()}>
        {t.sendLink}
      </Button>
      <Irreversible label={t.resetMfa} question={t.resetMfaQuestion} action={reset} size="sm" />
      <Irreversible
        label={t.forceChange}
        question={t.forceChangeQuestion}
        action={force}
        size="sm"
      />
      <Irreversible
        label={t.deleteUser}
        question={t.deleteQuestion(user.email)}
        action={erase}
        size="sm"
      />
      <ProblemAlert problem={link.problem} />
    </>
  );
}
