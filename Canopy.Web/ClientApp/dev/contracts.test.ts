import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BackendDocument, generate, type WebDocument } from './contracts.ts';

const backend = document<BackendDocument>('backend');
const web = document<WebDocument>('web');

describe('generate', () => {
  it('gives what is committed', async () => {
    // `npm run contracts` writes the file anew.
    await expect(generate(backend, web)).toMatchFileSnapshot('../src/protocol/contracts.ts');
  });

  it('refuses documents that describe one type in two ways', () => {
    const schemas = { ...web.components.schemas, RunStatus: { type: 'string', enum: ['asleep'] } };

    expect(() => generate(backend, { ...web, components: { ...web.components, schemas } })).toThrow(/differ in RunStatus.*asleep/);
  });

  it('refuses what the page has no form for, naming it', () => {
    const schemas = { ...backend.components.schemas, RunPage: { type: 'object', properties: { runs: { type: 'object' } } } };

    expect(() => generate({ components: { schemas } }, web)).toThrow(/no form for \{"type":"object"\}/);
  });
});

function document<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../contracts/${name}.json`, import.meta.url), 'utf8')) as T;
}
