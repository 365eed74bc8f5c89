import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['GATEHOUSE_URL'] ?? 'http://localhost:8000';

/** Writes into the page, under `npm run dev`, what the server writes into it elsewhere. */
function asServed(): Plugin {
  return {
    name: 'gatehouse:as-served',
    apply: 'serve',
    async transformIndexHtml(html) {
      const answer = await fetch(`${server}/login`, { headers: { Accept: 'text/html' } });
      const page = await answer.text();
      const settings = /<meta name="gatehouse" content="([^"]*)"/.exec(page)?.[1];
      const name = /<title>([^<]*)<\/title>/.exec(page)?.[1];
      if (settings === undefined || name === undefined) {
        throw new Error(
          `${server}/login is no page of Gatehouse; is the server built with its dashboard?`,
        );
      }
      return html.replace('{{settings}}', () => settings).replace('{{name}}', () => name);
    },
  };
}

export default defineConfig({
  plugins: [react(), asServed()],
  resolve: {
    alias: {
      '@gatehouse/react': fileURLToPath(new URL('../clients/react/src/index.ts', import.meta.url)),
    },
  },
  // The server writes its own nonce here, a new one for each page.
  html: { cspNonce: '{{nonce}}' },
  // The manifest is for scripts/first-load.mjs; it is not served.
  build: { target: 'es2022', assetsInlineLimit: 0, manifest: true },
  server: {
    port: 3000,
    strictPort: true,
    proxy: {
      '/api': server,
      '/brand': server,
      '/docs': server,
      '/metrics': server,
      '/openapi.yaml': server,
      '/ws': { target: server, ws: true },
    },
  },
});
