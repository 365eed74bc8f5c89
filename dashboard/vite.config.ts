import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const server = process.env['GATEHOUSE_URL'] ?? 'http://localhost:8000';

export default defineConfig({
  plugins: [react()],
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
