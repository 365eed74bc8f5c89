import { Alert, Button, FileInput, Group, SimpleGrid, Switch, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ADMIN, type AdminImport } from '../../../api/admin';
import { upload, useDownload, type Progress } from '../../../api/files';
import { useAction } from '../../../components/actions';
import { ProblemAlert } from '../../../components/forms';
import { useMay } from '../../../components/may';
import { Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { Transfer } from '../../../components/Transfer';
import { useFormats, useTexts } from '../../../text';
import { Tile } from '../Tile';
import { moving } from './moving.text';

export function ImportAndExport() {
  const may = useMay();
  return (
    <>
      {may('users:import') ? <Import /> : null}
      {may('users:export') ? <Export /> : null}
    </>
  );
}

function Import() {
  const t = useTexts(moving);
  const [file, setFile] = useState<File | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [result, setResult] = useState<AdminImport | null>(null);
  const [stopped, setStopped] = useState(false);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const send = useAction(
    async () => {
      const current = new AbortController();
      controller.current = current;
      setResult(null);
      setStopped(false);
      try {
        return await upload<AdminImport>(
          `${ADMIN}/users/import`,
          file as File,
          'application/x-ndjson',
          setProgress,
          current.signal,
        );
      } catch (error) {
        setStopped(current.signal.aborted);
        throw error;
      } finally {
        setProgress(null);
      }
    },
    ['admin-users', 'admin-user'],
    setResult,
  );
  return (
    <Section title={t.importTitle} text={t.importText}>
      <FileInput
        label={t.file}
        placeholder={t.chooseFile}
        accept=".jsonl,.ndjson,.json,application/x-ndjson,application/jsonl"
        value={file}
        onChange={chosen => {
          setFile(chosen);
          setResult(null);
          send.clear();
        }}
        clearable
        disabled={send.pending}
        clearButtonProps={{ 'aria-label': t.chooseFile }}
      />
      {stopped ? (
        <Alert color="orange" role="status">
          {t.stopped}
        </Alert>
      ) : (
        <ProblemAlert problem={send.problem} />
      )}
      {progress !== null ? <Sending progress={progress} /> : null}
      <Group>
        <Button loading={send.pending} disabled={file === null} onClick={() => void send.submit()}>
          {t.start}
        </Button>
        {send.pending ? (
          <Button variant="default" onClick={() => controller.current?.abort()}>
            {t.stop}
          </Button>
        ) : null}
      </Group>
      {result !== null ? <Result result={result} /> : null}
    </Section>
  );
}

function Sending({ progress }: { progress: Progress }) {
  const t = useTexts(moving);
  return (
    <>
      <Transfer progress={progress} label={t.sending} />
      {progress.bytes === progress.total ? <Text size="sm">{t.working}</Text> : null}
    </>
  );
}

function Result({ result }: { result: AdminImport }) {
  const t = useTexts(moving);
  const formats = useFormats();
  return (
    <div role="status">
      <Text fw={600} mb="xs">
        {t.result}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 4 }} mb="md">
        <Tile label={t.createdCount} value={result.created} />
        <Tile label={t.updatedCount} value={result.updated} />
        <Tile label={t.unchangedCount} value={result.unchanged} />
        <Tile label={t.skippedCount} value={result.skipped_total} />
      </SimpleGrid>
      {result.skipped.length < result.skipped_total ? (
        <Text size="sm" c="dimmed">
          {t.skippedFirst(
            formats.number(result.skipped.length),
            formats.number(result.skipped_total),
          )}
        </Text>
      ) : null}
      {result.skipped.length > 0 ? (
        <Rows
          label={t.skippedLines}
          entries={result.skipped}
          keyOf={skipped => String(skipped.line)}
          columns={[
            { title: t.line, cell: skipped => formats.number(skipped.line) },
            { title: t.why, cell: skipped => skipped.detail },
          ]}
        />
      ) : null}
    </div>
  );
}

function Export() {
  const t = useTexts(moving);
  const [hashes, setHashes] = useState(false);
  const download = useDownload(
    () => `${ADMIN}/users/export${hashes ? '?include=hashes' : ''}`,
    'users.jsonl',
  );
  return (
    <Section title={t.exportTitle} text={t.exportText}>
      <Switch
        label={t.withHashes}
        description={t.withHashesText}
        checked={hashes}
        onChange={event => setHashes(event.currentTarget.checked)}
      />
      <ProblemAlert problem={download.problem} />
      {download.progress !== null ? (
        <Transfer progress={download.progress} label={t.downloading} />
      ) : null}
      <Group>
        <Button variant="default" loading={download.pending} onClick={() => void download.submit()}>
          {t.download}
        </Button>
      </Group>
    </Section>
  );
}
