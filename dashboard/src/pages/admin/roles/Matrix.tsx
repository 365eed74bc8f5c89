import { Badge, Button, Checkbox, Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { admin as calls, part, type AdminPermission, type AdminRole } from '../../../api/admin';
import { useAction, useTold } from '../../../components/actions';
import { ProblemAlert } from '../../../components/forms';
import { useMay } from '../../../components/may';
import { useTexts } from '../../../text';
import { admin } from '../text';
import { roles as roleTexts } from './text';

/** The role that allows everything, whatever is written down of it. */
export const EVERYTHING = 'admin';

type Draft = Record<string, string[]>;

function allowedBy(role: AdminRole, draft: Draft): string[] {
  return draft[role.name] ?? role.permissions;
}

function same(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every(name => other.includes(name));
}

/** Permissions by roles. What is ticked is kept here until it is saved. */
export function Matrix({
  roles,
  permissions,
}: {
  roles: AdminRole[];
  permissions: AdminPermission[];
}) {
  const told = useTold();
  const mayWrite = useMay()('roles:write');
  const [draft, setDraft] = useState<Draft>({});
  const changed = roles.filter(role => !same(allowedBy(role, draft), role.permissions));
  const toggle = (role: AdminRole, permission: string) =>
    setDraft(before => {
      const now = allowedBy(role, before);
      const next = now.includes(permission)
        ? now.filter(name => name !== permission)
        : [...now, permission];
      return { ...before, [role.name]: next };
    });
  const save = useAction(
    async () => {
      for (const role of changed) {
        const body = { permissions: allowedBy(role, draft) };
        await calls.patch(`/roles/${part(role.name)}`, body);
      }
    },
    ['admin-roles'],
    () => {
      setDraft({});
      told();
    },
  );
  return (
    <>
      <Cells
        roles={roles}
        permissions={permissions}
        draft={draft}
        onToggle={mayWrite && !save.pending ? toggle : null}
      />
      <ProblemAlert problem={save.problem} />
      {changed.length > 0 ? (
        <Unsaved
          count={changed.length}
          pending={save.pending}
          onSave={() => void save.submit()}
          onDiscard={() => {
            setDraft({});
            save.clear();
          }}
        />
      ) : null}
    </>
  );
}

function Cells({
  roles,
  permissions,
  draft,
  onToggle,
}: {
  roles: AdminRole[];
  permissions: AdminPermission[];
  draft: Draft;
  onToggle: ((role: AdminRole, permission: string) => void) | null;
}) {
  const t = useTexts(roleTexts);
  return (
    <div className="gh-scroll" role="region" aria-label={t.matrix} tabIndex={0}>
      <Table className="gh-matrix" aria-label={t.matrix}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t.permission}</Table.Th>
            {roles.map(role => (
              <Table.Th key={role.name} scope="col" ta="center" title={role.description ?? ''}>
                {role.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {permissions.map(permission => (
            <Table.Tr key={permission.name}>
              <Table.Th scope="row">
                <PermissionName permission={permission} />
              </Table.Th>
              {roles.map(role => (
                <Table.Td key={role.name}>
                  <Checkbox
                    display="inline-block"
                    aria-label={t.allows(role.name, permission.name)}
                    checked={
                      role.name === EVERYTHING || allowedBy(role, draft).includes(permission.name)
                    }
                    disabled={onToggle === null || role.name === EVERYTHING}
                    onChange={() => onToggle?.(role, permission.name)}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

export function PermissionName({ permission }: { permission: AdminPermission }) {
  const words = useTexts(admin);
  return (
    <>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {permission.name}
        </Text>
        {permission.built_in ? (
          <Badge size="xs" variant="light" color="gray">
            {words.builtIn}
          </Badge>
        ) : null}
      </Group>
      {permission.description ? (
        <Text size="xs" c="dimmed" fw={400}>
          {permission.description}
        </Text>
      ) : null}
    </>
  );
}

function Unsaved(props: {
  count: number;
  pending: boolean;
  onSave: () => void;
  onDiscard: () => void;
}) {
  const t = useTexts(roleTexts);
  return (
    <Group justify="flex-end" role="status">
      <Text size="sm">{t.unsaved}</Text>
      <Button variant="default" disabled={props.pending} onClick={props.onDiscard}>
        {t.discard}
      </Button>
      <Button loading={props.pending} onClick={props.onSave}>
        {t.save(props.count)}
      </Button>
    </Group>
  );
}
