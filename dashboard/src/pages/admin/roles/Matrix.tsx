import { Badge, Checkbox, Group, Table, Text } from '@mantine/core';
import type { AdminPermission, AdminRole } from '../../../api/admin';
import { ProblemAlert } from '../../../components/forms';
import { useMay } from '../../../components/may';
import { useTexts } from '../../../text';
import { admin } from '../text';
import { useChanges, type Change } from './changes';
import { roles as roleTexts } from './text';

/** The role that allows everything, whatever is written down of it. */
export const EVERYTHING = 'admin';

/** Permissions by roles. Each tick is saved as it is made, so there is nothing to lose by leaving. */
export function Matrix({
  roles,
  permissions,
}: {
  roles: AdminRole[];
  permissions: AdminPermission[];
}) {
  const mayWrite = useMay()('roles:write');
  const { underWay, problem, change } = useChanges();
  return (
    <>
      <ProblemAlert problem={problem} />
      <Cells
        roles={roles}
        permissions={permissions}
        underWay={underWay}
        onChange={mayWrite ? change : null}
      />
    </>
  );
}

function allows(role: AdminRole, permission: string, underWay: Change[]): boolean {
  const wanted = underWay.findLast(
    change => change.role === role.name && change.permission === permission,
  );
  return role.name === EVERYTHING || (wanted?.allowed ?? role.permissions.includes(permission));
}

function Cells({
  roles,
  permissions,
  underWay,
  onChange,
}: {
  roles: AdminRole[];
  permissions: AdminPermission[];
  underWay: Change[];
  onChange: ((wanted: Change) => void) | null;
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
                    checked={allows(role, permission.name, underWay)}
                    disabled={onChange === null || role.name === EVERYTHING}
                    onChange={event =>
                      onChange?.({
                        role: role.name,
                        permission: permission.name,
                        allowed: event.currentTarget.checked,
                      })
                    }
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
