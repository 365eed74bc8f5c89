import { Button, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { ADMIN, given, useList, type AdminEvent, type Filters } from '../../../api/admin';
import { useDownload } from '../../../api/files';
import { useFilters } from '../../../components/filters';
import { ProblemAlert } from '../../../components/forms';
import { Listed } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { Transfer } from '../../../components/Transfer';
import { useTexts } from '../../../text';
import { common } from '../../../text/common';
import { admin } from '../text';
import { ChainCheck } from './ChainCheck';
import { EventRows } from './EventRows';
import { audit } from './text';
import { Asking, Why } from './Why';

const NAMES = ['action', 'result', 'reason', 'actor', 'target', 'since', 'until'] as const;

/** `/admin/audit`; at `/admin/audit/{id}` what is written down about one session or request. */
export function Audit({ id }: { id: string | undefined }) {
  return id === undefined ? (
    <>
      <Log />
      <Asking />
      <ChainCheck />
    </>
  ) : (
    <Why key={id} id={id} />
  );
}

/** As the server takes times: what was picked is the reader's own. */
function instant(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().replace(/\.\d+Z$/, 'Z');
}

function Log() {
  const t = useTexts(audit);
  const words = useTexts(admin);
  const { filters: typed, field } = useFilters(NAMES);
  const filters = { ...typed, since: instant(typed.since), until: instant(typed.until) };
  const list = useList<AdminEvent>('admin-audit', '/audit-events', filters);
  return (
    <Section title={words.audit} text={t.text} aside={<Export filters={filters} />}>
      <Narrowing field={field} />
      <Listed list={list} empty={t.none}>
        {entries => <EventRows entries={entries} />}
      </Listed>
    </Section>
  );
}

type Field = ReturnType<typeof useFilters<(typeof NAMES)[number]>>['field'];

function Narrowing({ field }: { field: Field }) {
  const t = useTexts(audit);
  const plain = useTexts(common);
  const outcomes = Object.entries(t.results).map(([value, label]) => ({ value, label }));
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} role="search">
      <TextInput label={t.action} placeholder={t.actionHint} {...field('action')} />
      <NativeSelect
        label={t.result}
        data={[{ value: '', label: plain.any }, ...outcomes]}
        {...field('result')}
      />
      <TextInput label={t.reason} {...field('reason')} />
      <TextInput label={t.actor} {...field('actor')} />
      <TextInput label={t.target} {...field('target')} />
      <TextInput label={t.since} type="datetime-local" {...field('since')} />
      <TextInput label={t.until} type="datetime-local" {...field('until')} />
    </SimpleGrid>
  );
}

function Export({ filters }: { filters: Filters }) {
  const t = useTexts(audit);
  const download = useDownload(
    () => `${ADMIN}/audit-events/export?${new URLSearchParams(given(filters)).toString()}`,
    'audit.jsonl',
  );
  return (
    <div>
      <Group justify="flex-end">
        <Button
          size="xs"
          variant="default"
          loading={download.pending}
          onClick={() => void download.submit()}
        >
          {t.export}
        </Button>
      </Group>
      {download.progress !== null ? (
        <Transfer progress={download.progress} label={t.exporting} />
      ) : null}
      <ProblemAlert problem={download.problem} />
    </div>
  );
}
