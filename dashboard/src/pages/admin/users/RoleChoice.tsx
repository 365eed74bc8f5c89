import { TagsInput } from '@mantine/core';
import { useRoles } from '../../../api/admin';
import { useMay } from '../../../components/may';
import { useTexts } from '../../../text';
import { users } from './text';

/** The roles to give; whoever may not read them types their names. */
export function RoleChoice(props: {
  value: string[];
  onChange: (roles: string[]) => void;
  error: string | undefined;
}) {
  const t = useTexts(users);
  const roles = useRoles(useMay()('roles:read'));
  return (
    <TagsInput
      label={t.roles}
      data={(roles.data ?? []).map(role => role.name)}
      value={props.value}
      onChange={props.onChange}
      error={props.error}
    />
  );
}
