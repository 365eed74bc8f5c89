import { Anchor, Button, Code, Group, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { part, useOne, type AdminReasons } from '../../../api/admin';
import { Loaded } from '../../../components/Loaded';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { SessionRows } from '../sessions/SessionRows';
import { EventRows } from './EventRows';
import { audit } from './text';

/** Asks about a session or a request. */
export function Asking({ asked = '' }: { asked?: string }) {
  const t = useTexts(audit);
  const navigate = useNavigate();
  const [id, setId] = useState(asked);
  const ask = (event: SyntheticEvent) => {
    event.preventDefault();
    if (id.trim() !== '') {
      void navigate(`/admin/audit/${part(id.trim())}`);
    }
  };
  return (
    <Section title={t.whyTitle} text={t.whyText}>
      <form onSubmit={ask}>
        <Group align="flex-end">
          <TextInput
            label={t.whyLabel}
            name="why"
            value={id}
            onChange={event => setId(event.currentTarget.value)}
            flex={1}
            miw={180}
          />
          <Button type="submit" variant="default">
            {t.ask}
          </Button>
        </Group>
      </form>
    </Section>
  );
}

/** What is written down about a session or a request. */
export function Why({ id }: { id: string }) {
  const t = useTexts(audit);
  const query = useOne<AdminReasons>('admin-why', `/why/${part(id)}`);
  return (
    <>
      <Anchor component={Link} to="/admin/audit" size="sm">
        ← {t.back}
      </Anchor>
      <Asking asked={id} />
      <Loaded query={query}>{found => <Found found={found} />}</Loaded>
    </>
  );
}

function Found({ found }: { found: AdminReasons }) {
  const t = useTexts(audit);
  const formats = useFormats();
  return (
    <>
      {found.session === null ? null : (
        <Section title={t.aboutSession}>
          <SessionRows entries={[found.session]} />
        </Section>
      )}
      {found.refusal === null ? null : (
        <Section title={t.aboutRefusal}>
          <Text>{t.refusals[found.refusal.reason]}</Text>
          <Text c="dimmed" size="sm">
            <Code>{found.refusal.reason}</Code> · {formats.time(found.refusal.at)}
          </Text>
          {found.refusal.subject === null ? null : (
            <Anchor component={Link} to={`/admin/audit/${part(found.refusal.subject)}`} size="sm">
              {t.refusedSubject}
            </Anchor>
          )}
        </Section>
      )}
      <Section title={t.aboutEvents}>
        {found.events.length === 0 ? (
          <Text c="dimmed">{t.noEvents}</Text>
        ) : (
          <EventRows entries={found.events} />
        )}
      </Section>
    </>
  );
}
