import { useEvery, useRoles, type AdminPermission } from '../../../api/admin';
import { Loaded } from '../../../components/Loaded';
import { Section } from '../../../components/Section';
import { useTexts } from '../../../text';
import { Matrix } from './Matrix';
import { PermissionList } from './PermissionList';
import { RoleList } from './RoleList';
import { roles as roleTexts } from './text';

/** What roles allow, and which there are. */
export function Roles() {
  const t = useTexts(roleTexts);
  const roles = useRoles();
  const permissions = useEvery<AdminPermission>('admin-permissions', '/permissions');
  return (
    <>
      <Section title={t.matrix} text={t.matrixText}>
        <Loaded query={roles}>
          {known => (
            <Loaded query={permissions}>{all => <Matrix roles={known} permissions={all} />}</Loaded>
          )}
        </Loaded>
      </Section>
      <RoleList roles={roles} />
      <PermissionList permissions={permissions} />
    </>
  );
}
