import { TextInput } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { admin as calls, part, type AdminPermission } from '../../../api/admin';
import { Irreversible, useAction, useTold } from '../../../components/actions';
import { Dialog } from '../../../components/Dialog';
import { useFields } from '../../../components/fields';
import { Form } from '../../../components/forms';
import { Loaded } from '../../../components/Loaded';
import { useMay } from '../../../components/may';
import { Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useTexts } from '../../../text';
import { common } from '../../../text/common';
import { admin } from '../text';
import { PermissionName } from './Matrix';
import { roles as roleTexts } from './text';

const CHANGES = ['admin-permissions', 'admin-roles'];

/** The operator's own permissions, to add and to take away; the server's own are in the matrix. */
export function PermissionList({
  permissions,
}: {
  permissions: UseQueryResult<AdminPermission[]>;
}) {
  const t = useTexts(roleTexts);
  const plain = useTexts(common);
  const mayWrite = useMay()('roles:write');
  const own = {
    ...permissions,
    data: permissions.data?.filter(permission => !permission.built_in),
  };
  const fresh = <Dialog label={t.newPermission}>{close => <Fields onDone={close} />}</Dialog>;
  return (
    <Section title={t.permissionsTitle} text={t.permissionsText} aside={mayWrite ? fresh : null}>
      <Loaded query={own} empty={t.noPermissions}>
        {entries => (
          <Rows
            label={t.permissionsTitle}
            entries={entries}
            keyOf={permission => permission.name}
            columns={[
              { title: t.name, cell: permission => <PermissionName permission={permission} /> },
              ...(mayWrite
                ? [
                    {
                      title: plain.actions,
                      cell: (permission: AdminPermission) => <Remove permission={permission} />,
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

function Remove({ permission }: { permission: AdminPermission }) {
  const t = useTexts(roleTexts);
  const words = useTexts(admin);
  const remove = useAction(() => calls.delete(`/permissions/${part(permission.name)}`), CHANGES);
  return (
    <Irreversible
      label={words.delete}
      describes={permission.name}
      question={t.deletePermission(permission.name)}
      action={remove}
    />
  );
}

function Fields({ onDone }: { onDone: () => void }) {
  const t = useTexts(roleTexts);
  const words = useTexts(admin);
  const told = useTold();
  const { values, field } = useFields({ name: '', description: '' });
  const create = useAction(
    () =>
      calls.post('/permissions', { name: values.name, description: values.description || null }),
    CHANGES,
    () => told(),
  );
  return (
    <Form submission={create} label={t.create} fields={['name', 'description']} onDone={onDone}>
      <TextInput
        label={t.name}
        description={t.permissionHint}
        autoComplete="off"
        data-autofocus
        {...field('name', create)}
      />
      <TextInput label={words.description} autoComplete="off" {...field('description', create)} />
    </Form>
  );
}
