import {
  ActionIcon,
  Group,
  NativeSelect,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { LOCALES, useLanguage, useTexts, type Locale } from '../text';
import { common } from '../text/common';

const CHOICES = Object.entries(LOCALES).map(([value, label]) => ({ value, label }));

/** The language, and light or dark. */
export function Switches() {
  const t = useTexts(common);
  const { locale, change } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <Group gap="xs" wrap="nowrap">
      <NativeSelect
        aria-label={t.language}
        size="xs"
        data={CHOICES}
        value={locale}
        onChange={event => change(event.currentTarget.value as Locale)}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t.theme}
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
      >
        {scheme === 'dark' ? <IconSun size={20} /> : <IconMoon size={20} />}
      </ActionIcon>
    </Group>
  );
}

/** The same on pages without a header. */
export function CornerSwitches() {
  return (
    <Group justify="flex-end" p="xs" component="nav">
      <Switches />
    </Group>
  );
}
