import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { recordedServer } from './dev/recordedServer.ts';

/** Where `npm run dev` finds a running Canopy.Web. */
const server = process.env['CANOPY_SERVER'] ?? 'http://localhost:8050';

export default defineConfig(({ mode }) => ({
  plugins: [preact(), ...(mode === 'recorded' ? [recordedServer(new URL('./recordings/two-spirals.json', import.meta.url))] : [])],
  worker: { format: 'es' },
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a few small files; the list of what to preload would be inline script, which the CSP refuses.
    modulePreload: false,
    assetsInlineLimit: 0,
  },
  server: {
    proxy: mode === 'recorded' ? {} : { '/v1': server, '/ws': { target: server, ws: true } },
  },
  test: {
    environment: 'node',
    include: ['{src,dev}/**/*.test.{ts,tsx}'],
  },
}));
