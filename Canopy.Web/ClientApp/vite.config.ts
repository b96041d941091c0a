import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running Canopy.Web. */
const server = process.env['CANOPY_SERVER'] ?? 'http://localhost:8050';

export default defineConfig({
  plugins: [preact()],
  worker: { format: 'es' },
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // Everything is one small file; the list of what to preload would be inline script, which the CSP refuses.
    modulePreload: false,
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/v1': server,
      '/ws': { target: server, ws: true },
    },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
