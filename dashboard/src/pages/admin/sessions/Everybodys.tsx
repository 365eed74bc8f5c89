import { NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useList, type AdminSomebodysSession, type Filters } from '../../../api/admin';
import { useFilters } from '../../../components/filters';
import { useMay } from '../../../components/may';
import { Listed } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useTexts } from '../../../text';
import { common } from '../../../text/common';
import { admin } from '../text';
import { Owner, SessionRows } from './SessionRows';
import { sessions } from './text';

const NAMES = ['user', 'active', 'ip_address', 'auth_method'] as const;

/** An id or an address, as far as that can be told here; half of one is not asked for. */
const WHOLE = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\S+@\S+\.\S+|\S+@localhost)$/i;

/** The sessions of all users, the newest first. */
export function Everybodys() {
  const t = useTexts(sessions);
  const may = useMay();
  const { filters: typed, field } = useFilters(NAMES);
  const user = typed.user.trim();
  return (
    <Section title={t.all} text={t.allText}>
      <Narrowing field={field} />
      {user === '' || WHOLE.test(user) ? (
        <Found filters={{ ...typed, user }} />
      ) : (
        <Text c="dimmed" role="status">
          {may('users:read') ? t.notWhole : t.notWholeId}
        </Text>
      )}
    </Section>
  );
}

function Found({ filters }: { filters: Filters }) {
  const t = useTexts(sessions);
  const words = useTexts(admin);
  const list = useList<AdminSomebodysSession>('admin-every-session', '/sessions', filters);
  return (
    <Listed list={list} empty={t.none}>
      {entries => (
        <SessionRows
          entries={entries}
          before={[{ title: words.user, cell: session => <Owner session={session} /> }]}
        />
      )}
    </Listed>
  );
}

type Field = ReturnType<typeof useFilters<(typeof NAMES)[number]>>['field'];

function Narrowing({ field }: { field: Field }) {
  const t = useTexts(sessions);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const may = useMay();
  const methods = Object.entries(t.ways).map(([value, label]) => ({ value, label }));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} role="search">
      <TextInput
        label={words.user}
        placeholder={may('users:read') ? t.userHint : words.id}
        type="search"
        maxLength={254}
        {...field('user')}
      />
      <NativeSelect
        label={plain.state}
        data={[
          { value: '', label: plain.any },
          { value: 'true', label: words.active },
          { value: 'false', label: words.inactive },
        ]}
        {...field('active')}
      />
      <TextInput label={words.address} type="search" maxLength={45} {...field('ip_address')} />
      <NativeSelect
        label={words.methods}
        data={[{ value: '', label: plain.any }, ...methods]}
        {...field('auth_method')}
      />
    </SimpleGrid>
  );
}
