// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { generators, options } from '../../store/catalogue';
import { option } from '../../testing/catalogue';
import { NewRunForm } from './newRunForm';

beforeEach(() => {
  generators.value = [
    { name: 'xor', label: 'XOR', help: '', parameters: [], suggestedPreset: 'plain' },
    {
      name: 'moons',
      label: 'Moons',
      help: '',
      suggestedPreset: 'modern',
      parameters: [{ name: 'points', label: 'Points', isInteger: true, default: 200, minimum: 4, maximum: 1000, help: '' }],
    },
  ];
  const plain = { hidden_activation: 'sigmoid', output: { optimiser: 'quickprop', batch_size: 0 } };
  options.value = {
    options: [
      option({ path: 'hidden_activation', label: 'Hidden', group: 'Network', type: 'set', choices: ['sigmoid', 'gaussian'] }),
      option({ path: 'output.optimiser', label: 'Optimiser', group: 'Output phase', type: 'choice', choices: ['quickprop', 'adam'] }),
      option({
        path: 'output.batch_size',
        label: 'Batch size',
        group: 'Output phase',
        type: 'integer',
        minimum: 0,
        maximum: 1000,
        condition: { path: 'output.optimiser', choices: ['adam'] },
      }),
    ],
    presets: { plain, modern: { hidden_activation: 'sigmoid, gaussian', output: { optimiser: 'adam', batch_size: 64 } } },
    defaults: plain,
  };
});

afterEach(() => vi.unstubAllGlobals());

describe('NewRunForm', () => {
  it('asks for what differs from the preset', () => {
    const form = new NewRunForm();
    form.chooseGenerator('moons');
    form.setParameter('points', '50');
    form.setOption('hidden_activation', 'gaussian');
    form.setOption('output.batch_size', '64');
    form.seed.value = '1,000';
    form.pace.value = '0';

    expect(form.request(form.generator.value!)).toEqual({
      dataset: { generator: 'moons', parameters: { points: 50 } },
      start: true,
      preset: 'modern',
      options: { hidden_activation: 'gaussian' },
      seed: 1000,
      pace: 0,
    });
  });

  it('forgets what was typed when another problem is chosen', () => {
    const form = new NewRunForm();
    form.setOption('hidden_activation', 'gaussian');
    form.chooseGenerator('moons');

    expect(form.request(form.generator.value!)).toEqual({
      dataset: { generator: 'moons', parameters: { points: 200 } },
      start: true,
      preset: 'modern',
    });
  });

  it('sends nothing while something is wrong', async () => {
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    const form = new NewRunForm();
    form.setOption('hidden_activation', '');
    await form.send();

    expect(fetched).not.toHaveBeenCalled();
    expect(form.failure.value).toMatch(/not accepted/);
  });

  it('puts what the server refuses at its fields', async () => {
    const body = {
      title: 'Invalid',
      errors: { 'options.output.batch_size': ['without adam it must be 0.'], dataset: ['It is too large.'] },
    };
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status: 400 }));
    const form = new NewRunForm();
    form.chooseGenerator('moons');
    form.setOption('output.optimiser', 'quickprop');
    await form.send();

    expect(form.errors.value).toEqual({ 'options.output.batch_size': 'without adam it must be 0.', dataset: 'It is too large.' });
    form.setOption('output.batch_size', '0');
    expect(form.errors.value).toEqual({ dataset: 'It is too large.' });
  });
});
