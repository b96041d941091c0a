import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = dirname(fileURLToPath(import.meta.url));

/** Each layer may import from itself and from those named. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  base: [],
  protocol: ['base'],
  network: ['base', 'protocol'],
  store: ['base', 'protocol', 'network'],
  views: ['base', 'protocol', 'network', 'store'],
  page: ['base', 'protocol', 'network', 'store', 'views'],
};

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f) && !/\.test\.|^testing/.test(f));

describe('layers', () => {
  it.each(files.filter((f) => f.includes('/')))('%s imports only downward', (file) => {
    const own = file.split('/')[0]!;
    const text = readFileSync(resolve(ROOT, file), 'utf8');
    for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const layer = relative(ROOT, resolve(ROOT, dirname(file), target!)).split('/')[0]!;
      expect([own, ...BELOW[own]!], `${file} imports ${target}`).toContain(layer);
    }
  });

  it('views know nothing of sockets', () => {
    for (const file of files.filter((f) => /^(views|page)\//.test(f))) {
      expect(readFileSync(resolve(ROOT, file), 'utf8')).not.toMatch(/protocol\/(trainingSocket|frames)'/);
    }
  });
});
