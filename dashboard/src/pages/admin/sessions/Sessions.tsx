import { Button, Group, Text } from '@mantine/core';
import { admin as calls, useOne } from '../../../api/admin';
import { useAction, useTold } from '../../../components/actions';
import { ProblemAlert } from '../../../components/forms';
import { Loaded } from '../../../components/Loaded';
import { useMay } from '../../../components/may';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { admin } from '../text';
import { Everybodys } from './Everybodys';
import { sessions } from './text';

/** `/admin/sessions`: how many there are, and each of them. */
export function Sessions() {
  return (
    <>
      <Alive />
      <Everybodys />
    </>
  );
}

function Alive() {
  const t = useTexts(sessions);
  const words = useTexts(admin);
  const formats = useFormats();
  const may = useMay();
  const query = useOne<{ active_sessions: number }>('admin-sessions', '/sessions/count');
  return (
    <Section title={words.sessions} text={t.text}>
      <Loaded query={query}>
        {({ active_sessions }) => (
          <div>
            <Text size="sm" c="dimmed">
              {t.count}
            </Text>
            <Text fz={36} fw={650} lh={1.2}>
              {formats.number(active_sessions)}
            </Text>
          </div>
        )}
      </Loaded>
      {may('sessions:write') ? <CleanUp /> : null}
    </Section>
  );
}

function CleanUp() {
  const t = useTexts(sessions);
  const told = useTold();
  const cleanUp = useAction(
    () => calls.post<{ sessions_removed: number }>('/sessions/cleanup'),
    ['admin-sessions'],
    answer => told(t.cleanedUp(answer.sessions_removed)),
  );
  return (
    <>
      <ProblemAlert problem={cleanUp.problem} />
      <Group>
        <Button variant="default" loading={cleanUp.pending} onClick={() => void cleanUp.submit()}>
          {t.cleanUp}
        </Button>
        <Text size="sm" c="dimmed">
          {t.cleanUpText}
        </Text>
      </Group>
    </>
  );
}
