import { Anchor, Card, createTheme, Paper, type MantineColorsTuple } from '@mantine/core';

const brand = Array.from({ length: 10 }, (_, i) => `var(--gh-brand-${i})`);

/** The components in the colours and shapes of theme.css. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: 6,
  colors: { brand: brand as unknown as MantineColorsTuple },
  fontFamily: 'var(--gh-font)',
  headings: { fontFamily: 'var(--gh-font)', fontWeight: '650' },
  defaultRadius: 'var(--gh-radius)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Card: Card.extend({ defaultProps: { withBorder: true, padding: 'lg', bg: 'var(--gh-card)' } }),
    // As `Modal.extend` would give it, which would bring dialogs to pages that have none.
    Modal: {
      // A dialog's header is not the page's.
      defaultProps: { attributes: { header: { role: 'presentation' } } },
      styles: {
        content: { background: 'var(--gh-card)' },
        header: { background: 'var(--gh-card)' },
        title: { fontWeight: 650 },
      },
    },
    Paper: Paper.extend({ defaultProps: { bg: 'var(--gh-card)' } }),
  },
});
