import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What the compiler does not see; `scripts/check-web.mjs` runs it. */
export default tseslint.config(
  { ignores: ['**/dist/**', '**/screenshots/**', 'dashboard/src/api/schema.d.ts'] },
  {
    files: ['dashboard/**/*.{ts,tsx}', 'clients/react/**/*.{ts,tsx}'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      hooks.configs.flat['recommended-latest'],
      a11y.flatConfigs.strict,
    ],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-meaningless-void-operator': 'off', // it says that nobody waits
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // What is set from a clock or a file that came is no state of the page's own.
      'react-hooks/set-state-in-effect': 'off',
      'jsx-a11y/aria-role': ['error', { ignoreNonDOM: true }],
      'jsx-a11y/no-autofocus': 'off', // on pages and dialogs that are one form
      'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['region'], tags: [] }], // what scrolls
    },
  },
  {
    // Names that come from the server are looked up among those that we know: the type is to be wider than what is written.
    files: ['**/text.ts'],
    rules: { '@typescript-eslint/no-unnecessary-type-assertion': 'off' },
  },
);
