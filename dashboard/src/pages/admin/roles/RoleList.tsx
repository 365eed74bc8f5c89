import { Badge, Group, Text, TextInput } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { admin as calls, part, type AdminRole } from '../../../api/admin';
import { Irreversible, useAction, useTold } from '../../../components/actions';
import { Dialog } from '../../../components/Dialog';
import { useFields } from '../../../components/fields';
import { Form } from '../../../components/forms';
import { Loaded } from '../../../components/Loaded';
import { useMay } from '../../../components/may';
import { Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { admin } from '../text';
import { EVERYTHING } from './Matrix';
import { roles as roleTexts } from './text';

const CHANGES = ['admin-roles', 'admin-users', 'admin-user'];

export function RoleList({ roles }: { roles: UseQueryResult<AdminRole[]> }) {
  const t = useTexts(roleTexts);
  const may = useMay();
  const fresh = <Dialog label={t.newRole}>{close => <Fields role={null} onDone={close} />}</Dialog>;
  return (
    <Section title={t.title} text={t.text} aside={may('roles:write') ? fresh : null}>
      <Loaded query={roles}>{entries => <Table entries={entries} />}</Loaded>
    </Section>
  );
}

function Table({ entries }: { entries: AdminRole[] }) {
  const t = useTexts(roleTexts);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const formats = useFormats();
  const may = useMay();
  return (
    <Rows
      label={t.title}
      entries={entries}
      keyOf={role => role.name}
      columns={[
        {
          title: t.name,
          cell: role => (
            <Group gap="xs">
              <Text size="sm" fw={600}>
                {role.name}
              </Text>
              {role.built_in ? (
                <Badge size="xs" variant="light" color="gray">
                  {words.builtIn}
                </Badge>
              ) : null}
            </Group>
          ),
        },
        { title: words.description, cell: role => role.description ?? '–' },
        {
          title: t.count,
          cell: role =>
            role.name === EVERYTHING ? t.everything : formats.number(role.permissions.length),
        },
        ...(may('roles:write')
          ? [{ title: plain.actions, cell: (role: AdminRole) => <Actions role={role} /> }]
          : []),
      ]}
    />
  );
}

function Actions({ role }: { role: AdminRole }) {
  const t = useTexts(roleTexts);
  const words = useTexts(admin);
  const remove = useAction(() => calls.delete(`/roles/${part(role.name)}`), CHANGES);
  return (
    <Group gap="xs" wrap="nowrap">
      <Dialog label={words.edit} describes={role.name} variant="default">
        {close => <Fields role={role} onDone={close} />}
      </Dialog>
      {role.built_in ? null : (
        <Irreversible
          label={words.delete}
          describes={role.name}
          question={t.deleteRole(role.name)}
          action={remove}
        />
      )}
    </Group>
  );
}

function Fields({ role, onDone }: { role: AdminRole | null; onDone: () => void }) {
  const t = useTexts(roleTexts);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const told = useTold();
  const { values, field } = useFields({ name: '', description: role?.description ?? '' });
  const description = values.description || null;
  const save = useAction(
    () =>
      role === null
        ? calls.post('/roles', { name: values.name, description, permissions: [] })
        : calls.patch(`/roles/${part(role.name)}`, { description }),
    CHANGES,
    () => told(),
  );
  return (
    <Form
      submission={save}
      label={role === null ? t.create : plain.save}
      fields={role === null ? ['name', 'description'] : ['description']}
      onDone={onDone}
    >
      {role === null ? (
        <TextInput
          label={t.name}
          description={t.roleHint}
          autoComplete="off"
          data-autofocus
          {...field('name', save)}
        />
      ) : (
        <Text fw={600}>{role.name}</Text>
      )}
      <TextInput
        label={words.description}
        autoComplete="off"
        {...field('description', save)}
        {...(role === null ? {} : { 'data-autofocus': true })}
      />
    </Form>
  );
}
