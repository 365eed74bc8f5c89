import { Alert, Badge, Checkbox, Code, Text } from '@mantine/core';
import { useState } from 'react';
import { admin as calls, useList, type AdminKey } from '../../../api/admin';
import { useAction, useTold } from '../../../components/actions';
import { Dialog } from '../../../components/Dialog';
import { Form } from '../../../components/forms';
import { useMay } from '../../../components/may';
import { Listed, Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { admin } from '../text';
import { keys } from './text';

const COLOURS: Record<string, string> = { current: 'green', next: 'brand', old: 'orange' };

export function SigningKeys() {
  const t = useTexts(keys);
  const words = useTexts(admin);
  const may = useMay();
  const list = useList<AdminKey>('admin-keys', '/signing-keys');
  return (
    <Section title={words.keys} text={t.text} aside={may('keys:rotate') ? <Rotate /> : null}>
      <Listed list={list}>{entries => <Table entries={entries} />}</Listed>
    </Section>
  );
}

function Table({ entries }: { entries: AdminKey[] }) {
  const t = useTexts(keys);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const formats = useFormats();
  return (
    <Rows
      label={words.keys}
      entries={entries}
      keyOf={key => key.id}
      columns={[
        { title: words.id, cell: key => <Code>{key.id}</Code> },
        { title: t.algorithm, cell: key => key.algorithm },
        {
          title: plain.state,
          cell: key =>
            key.state ? (
              <Badge variant="light" color={COLOURS[key.state] ?? 'gray'}>
                {t.states[key.state] ?? key.state}
              </Badge>
            ) : (
              '–'
            ),
        },
        { title: words.created, cell: key => formats.time(key.created_at) },
        { title: t.from, cell: key => formats.time(key.active_from) },
        { title: t.retired, cell: key => formats.time(key.retired_at) },
      ]}
    />
  );
}

function Rotate() {
  const t = useTexts(keys);
  return (
    <Dialog label={t.rotate} title={t.rotateTitle}>
      {close => <Rotation onDone={close} />}
    </Dialog>
  );
}

function Rotation({ onDone }: { onDone: () => void }) {
  const t = useTexts(keys);
  const told = useTold();
  const [compromised, setCompromised] = useState(false);
  const rotate = useAction(
    () => calls.post('/signing-keys/rotate', compromised ? { compromised } : {}),
    ['admin-keys'],
    () => told(t.rotated),
  );
  return (
    <Form submission={rotate} label={t.rotate} onDone={onDone}>
      <Text size="sm">{t.rotateText}</Text>
      <Checkbox
        label={t.compromised}
        checked={compromised}
        onChange={event => setCompromised(event.currentTarget.checked)}
      />
      {compromised ? <Alert color="red">{t.compromisedText}</Alert> : null}
    </Form>
  );
}
