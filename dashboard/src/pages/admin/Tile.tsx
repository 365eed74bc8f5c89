import { Card, Text } from '@mantine/core';
import { useFormats } from '../../text';

/** One figure. */
export function Tile({ label, value }: { label: string; value: number | undefined }) {
  const formats = useFormats();
  return (
    <Card padding="sm">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={28} fw={650} lh={1.2}>
        {value === undefined ? '–' : formats.number(value)}
      </Text>
    </Card>
  );
}
