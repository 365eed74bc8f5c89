import { Progress as Bar, Stack, Text } from '@mantine/core';
import type { Progress } from '../api/files';
import { useFormats } from '../text';

const KIB = 1024;

/** How far a file is on its way. */
export function Transfer({ progress, label }: { progress: Progress; label: string }) {
  const formats = useFormats();
  const { bytes, total } = progress;
  const part = total === null || total === 0 ? null : Math.floor((bytes / total) * 100);
  const size = (of: number) => `${formats.number(Math.ceil(of / KIB))} KiB`;
  return (
    <Stack gap={4} role="status">
      <Bar.Root size="lg">
        <Bar.Section value={part ?? 100} striped={part === null} animated aria-label={label} />
      </Bar.Root>
      <Text size="sm" c="dimmed">
        {label} {total === null ? size(bytes) : `${size(bytes)} / ${size(total)}`}
      </Text>
    </Stack>
  );
}
