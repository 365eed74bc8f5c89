import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { admin as calls, part, useList, type AdminInvitation } from '../../../api/admin';
import { Irreversible, useAction, useTold } from '../../../components/actions';
import { Dialog } from '../../../components/Dialog';
import { useFields } from '../../../components/fields';
import { Form } from '../../../components/forms';
import { useMay } from '../../../components/may';
import { Listed, Rows } from '../../../components/Rows';
import { Section } from '../../../components/Section';
import { useFormats, useTexts } from '../../../text';
import { common } from '../../../text/common';
import { admin } from '../text';
import { moving } from './moving.text';
import { RoleChoice } from './RoleChoice';
import { users } from './text';
import { RoleNames } from './Users';

const CHANGES = ['admin-invitations'];

export function Invitations() {
  const t = useTexts(moving);
  const words = useTexts(admin);
  const may = useMay();
  const list = useList<AdminInvitation>('admin-invitations', '/invitations');
  return (
    <Section
      title={words.invitations}
      text={t.invitationsText}
      aside={
        may('users:write') ? (
          <Dialog label={t.invite}>{close => <Invite onDone={close} />}</Dialog>
        ) : null
      }
    >
      <Listed list={list} empty={t.noInvitations}>
        {entries => <Table entries={entries} />}
      </Listed>
    </Section>
  );
}

function Table({ entries }: { entries: AdminInvitation[] }) {
  const t = useTexts(users);
  const words = useTexts(admin);
  const plain = useTexts(common);
  const formats = useFormats();
  const may = useMay();
  return (
    <Rows
      label={words.invitations}
      entries={entries}
      keyOf={invitation => invitation.id}
      columns={[
        { title: plain.email, cell: invitation => invitation.email },
        { title: t.roles, cell: invitation => <RoleNames roles={invitation.roles} /> },
        { title: words.created, cell: invitation => formats.time(invitation.created_at) },
        { title: words.expires, cell: invitation => formats.time(invitation.expires_at) },
        ...(may('users:write')
          ? [
              {
                title: plain.actions,
                cell: (invitation: AdminInvitation) => <Withdraw invitation={invitation} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Withdraw({ invitation }: { invitation: AdminInvitation }) {
  const t = useTexts(moving);
  const withdraw = useAction(() => calls.delete(`/invitations/${part(invitation.id)}`), CHANGES);
  return (
    <Irreversible
      label={t.withdraw}
      describes={invitation.email}
      question={t.withdrawQuestion(invitation.email)}
      action={withdraw}
    />
  );
}

function Invite({ onDone }: { onDone: () => void }) {
  const t = useTexts(moving);
  const plain = useTexts(common);
  const told = useTold();
  const { values, field } = useFields({ email: '' });
  const [roles, setRoles] = useState(['user']);
  const invite = useAction(
    () => calls.post('/invitations', { email: values.email, roles }),
    CHANGES,
    () => told(t.invited),
  );
  return (
    <Form submission={invite} label={t.invite} fields={['email', 'roles']} onDone={onDone}>
      <TextInput
        label={plain.email}
        type="email"
        autoComplete="off"
        data-autofocus
        {...field('email', invite)}
      />
      <RoleChoice value={roles} onChange={setRoles} error={invite.error('roles')} />
    </Form>
  );
}
