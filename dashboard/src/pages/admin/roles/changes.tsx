import { problemOf, type Problem } from '@gatehouse/react';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { admin as calls, part, ROLES, type AdminRole } from '../../../api/admin';
import { NotConfirmedError } from '../../../components/forms';
import { useRecently } from '../../../components/StepUp';
import { useTexts } from '../../../text';
import { common } from '../../../text/common';
import { roles as roleTexts } from './text';

const UNTIL_FORGOTTEN_MILLIS = 12_000;

/** A permission that a role gets or loses. */
export interface Change {
  role: string;
  permission: string;
  allowed: boolean;
}

/** Saves each change as it is made, one after the other, and offers to take it back. */
export function useChanges(): {
  /** Those that are on their way. */
  underWay: Change[];
  problem: Problem | null;
  change: (wanted: Change) => void;
} {
  const recently = useRecently();
  const queries = useQueryClient();
  const tell = useToldWithUndo();
  const [underWay, setUnderWay] = useState<Change[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const last = useRef(Promise.resolve());

  const make = async (wanted: Change) => {
    try {
      const saved = await recently(() => save(wanted));
      queries.setQueryData<AdminRole[]>(ROLES, known =>
        known?.map(role => (role.name === saved.name ? saved : role)),
      );
      tell(wanted, () => change({ ...wanted, allowed: !wanted.allowed }));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof NotConfirmedError ? null : problemOf(error));
    }
    await queries.invalidateQueries({ queryKey: ROLES });
    setUnderWay(before => before.filter(each => each !== wanted));
  };
  const change = (wanted: Change) => {
    setUnderWay(before => [...before, wanted]);
    last.current = last.current.then(() => make(wanted));
  };
  return { underWay, problem, change };
}

/** The server is asked what the role has now: what the page knows may be out of date, and others change roles as well. */
async function save({ role, permission, allowed }: Change): Promise<AdminRole> {
  const path = `/roles/${part(role)}`;
  const { permissions } = await calls.get<AdminRole>(path);
  const others = permissions.filter(name => name !== permission);
  return calls.patch<AdminRole>(path, {
    permissions: allowed ? [...others, permission] : others,
  });
}

function useToldWithUndo(): (done: Change, undo: () => void) => void {
  const t = useTexts(roleTexts);
  const words = useTexts(common);
  return (done, undo) => {
    const id = `${done.role} ${done.permission}`;
    notifications.show({
      id: `${id} ${String(done.allowed)}`,
      color: 'green',
      autoClose: UNTIL_FORGOTTEN_MILLIS,
      closeButtonProps: { 'aria-label': words.close },
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">
            {(done.allowed ? t.allowedNow : t.allowedNoMore)(done.role, done.permission)}
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(`${id} ${String(done.allowed)}`);
              undo();
            }}
          >
            {t.undo}
          </Button>
        </Group>
      ),
    });
  };
}
