import { useAuth } from '@gatehouse/react';
import { Button, Group } from '@mantine/core';
import { useDownload } from '../../api/files';
import { Irreversible, useAction } from '../../components/actions';
import { useFields } from '../../components/fields';
import { Password, ProblemAlert } from '../../components/forms';
import { Section } from '../../components/Section';
import { useTexts } from '../../text';
import { account } from './text';

export function MyData() {
  const t = useTexts(account);
  const { api, logout } = useAuth();
  const download = useDownload(() => '/api/auth/me/export', 'account.json');
  const { values, field } = useFields({ password: '' });
  const erase = useAction(
    () => api.delete('/api/auth/me', { data: { password: values.password } }),
    [],
    () => void logout().then(() => window.location.replace('/login')),
  );
  return (
    <>
      <Section title={t.exportTitle} text={t.exportText}>
        <ProblemAlert problem={download.problem} />
        <Group>
          <Button
            variant="default"
            loading={download.pending}
            onClick={() => void download.submit()}
          >
            {t.exportDo}
          </Button>
        </Group>
      </Section>
      <Section title={t.deleteTitle} text={t.deleteText}>
        <Group>
          <Irreversible label={t.deleteDo} question={t.deleteText} action={erase} size="sm">
            <Password label={t.yourPassword} {...field('password', erase)} />
          </Irreversible>
        </Group>
      </Section>
    </>
  );
}
