import '@mantine/core/styles.css';
import './theme.css';
import './layout.css';
import { AuthProvider } from '@gatehouse/react';
import { MantineProvider } from '@mantine/core';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { api } from './api/client';
import { Pages } from './routes';
import { nonce } from './settings';
import { LanguageProvider } from './text';
import { theme } from './theme';

// For what dialogs write while the page behind them must not scroll.
setNonce(nonce);

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <LanguageProvider>
          <AuthProvider api={api}>
            <Pages />
          </AuthProvider>
        </LanguageProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
