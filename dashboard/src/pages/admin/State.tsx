import { Badge, Text } from '@mantine/core';
import { useFormats, useTexts } from '../../text';
import { admin } from './text';

/** Whether something still opens anything, and otherwise since when and why not. */
export function State({
  active,
  at,
  why,
}: {
  active: boolean;
  at: string | null;
  why: string | null;
}) {
  const words = useTexts(admin);
  const formats = useFormats();
  return active ? (
    <Badge variant="light" color="green">
      {words.active}
    </Badge>
  ) : (
    <Text size="sm" c="dimmed">
      {why === null ? words.inactive : words.ended(why)}
      {at === null ? '' : `, ${formats.time(at)}`}
    </Text>
  );
}
