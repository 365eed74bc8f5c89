import { SimpleGrid, Text } from '@mantine/core';
import { Loaded } from '../../../components/Loaded';
import { Section } from '../../../components/Section';
import { useLanguage, useTexts } from '../../../text';
import { Tile } from '../Tile';
import { useSamples, type Sample } from './figures';
import { Plot, type Point } from './Plot';
import { overview } from './text';

/** What the node that answers is busy with. */
export function Now() {
  const t = useTexts(overview);
  const { query, samples } = useSamples();
  return (
    <Section title={t.nowTitle} text={t.nowText}>
      <Loaded query={query}>
        {() =>
          samples.length === 0 ? <Text c="dimmed">{t.first}</Text> : <Samples samples={samples} />
        }
      </Loaded>
    </Section>
  );
}

function Samples({ samples }: { samples: Sample[] }) {
  const t = useTexts(overview);
  const { locale } = useLanguage();
  const format = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const last = samples.at(-1);
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <Tile label={t.running} value={last?.running} />
        <Tile label={t.refreshes} value={last?.refreshes} />
        <Tile label={t.waiting} value={last?.waiting} />
        <Tile label={t.wait} value={last?.wait} />
      </SimpleGrid>
      <Plot
        label={t.nowTitle}
        points={samples.map((sample): Point => ({ ...sample }))}
        lines={[
          { name: 'refreshes', label: t.refreshes, color: 'brand.5' },
          { name: 'waiting', label: t.waiting, color: 'orange.6' },
          { name: 'wait', label: t.wait, color: 'grape.5' },
        ]}
        tick={at => format.format(new Date(at))}
      />
    </>
  );
}
