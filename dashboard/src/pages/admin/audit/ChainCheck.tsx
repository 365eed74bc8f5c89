import { Alert, Button, Code, Group, Progress, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { admin as calls, type AuditVerification } from '../../../api/admin';
import { ProblemAlert, useSubmission } from '../../../components/forms';
import { Facts } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { audit } from './text';

const DONE_PERCENT = 100;

/** Walks the whole chain, call after call. */
export function ChainCheck() {
  const t = useTexts(audit);
  const [found, setFound] = useState<AuditVerification | null>(null);
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => void (left.current = true);
  }, []);
  const check = useSubmission(async () => {
    setFound(null);
    let cursor: string | undefined;
    do {
      const answer: AuditVerification = await calls.get('/audit-events/verify', { cursor });
      setFound(answer);
      cursor = answer.next_cursor ?? undefined;
    } while (cursor !== undefined && !left.current);
  });
  return (
    <Section
      title={t.chainTitle}
      text={t.chainText}
      aside={
        <Button
          size="xs"
          variant="default"
          loading={check.pending}
          onClick={() => void check.submit()}
        >
          {t.check}
        </Button>
      }
    >
      <ProblemAlert problem={check.problem} />
      {check.pending ? <Way found={found} /> : null}
      {!check.pending && check.problem === null && found !== null ? (
        <Verdict found={found} />
      ) : null}
    </Section>
  );
}

function Way({ found }: { found: AuditVerification | null }) {
  const t = useTexts(audit);
  const formats = useFormats();
  const reached = found?.reached_position ?? 0;
  const end = found?.end_position ?? 0;
  const told = t.checking(formats.number(reached), formats.number(end));
  return (
    <Stack gap={4} role="status">
      <Progress
        value={end === 0 ? 0 : (reached / end) * DONE_PERCENT}
        animated
        aria-label={t.check}
      />
      <Text size="sm" c="dimmed">
        {told}
      </Text>
    </Stack>
  );
}

function Verdict({ found }: { found: AuditVerification }) {
  const t = useTexts(audit);
  const formats = useFormats();
  return (
    <Stack role="status">
      {found.valid ? (
        <Alert color="green">{t.whole(formats.number(found.reached_position))}</Alert>
      ) : (
        <Alert color="red" title={t.broken}>
          {found.problem?.position ? (
            <div>{t.position(formats.number(found.problem.position))}</div>
          ) : null}
          <div>{found.problem?.detail}</div>
        </Alert>
      )}
      <Facts
        facts={[
          [t.signed, formats.number(found.signed_position)],
          [t.unsealed, formats.number(found.unsealed_events)],
        ]}
      />
      {found.checkpoint === null ? null : (
        <Group gap={4} role="group" aria-label={t.checkpoint}>
          <Text size="sm" c="dimmed">
            {t.checkpoint}
          </Text>
          <Code style={{ overflowWrap: 'anywhere' }}>{found.checkpoint}</Code>
        </Group>
      )}
    </Stack>
  );
}
