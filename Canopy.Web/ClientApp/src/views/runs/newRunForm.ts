import { computed, signal } from '@preact/signals';
import { ApiError, createRun } from '../../protocol/api';
import type { CreateRun, GeneratorDescriptor } from '../../protocol/contracts';
import { checkNumber, generators, options, parseNumber } from '../../store/catalogue';
import type { OptionForm, Typed } from '../../store/optionForm';
import { changesOf, hasProblems, requestOf } from '../../store/optionForm';
import { sentence } from '../../store/session';
import { showRun } from '../../store/settings';
import { showFirstMistake, stripErrors } from './formErrors';

const SEED = { label: 'Seed', isInteger: true, minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

/** What was entered for a new run; everything as text until it is sent. */
export class NewRunForm {
  readonly generatorName = signal('');
  readonly parameters = signal<Typed>({});
  readonly preset = signal('');
  readonly typed = signal<Typed>({});
  readonly name = signal('');
  readonly seed = signal('');
  readonly pace = signal('');
  /** What the server said, by the field's path. */
  readonly errors = signal<Readonly<Record<string, string>>>({});
  readonly failure = signal<string | null>(null);
  readonly isSending = signal(false);

  readonly generator = computed<GeneratorDescriptor | null>(
    () => generators.value?.find((g) => g.name === this.generatorName.value) ?? generators.value?.[0] ?? null,
  );

  readonly presetName = computed(() => {
    const names = Object.keys(options.value?.presets ?? {});
    const wanted = this.preset.value || (this.generator.value?.suggestedPreset ?? '');
    return names.includes(wanted) ? wanted : (names[0] ?? '');
  });

  readonly options = computed<OptionForm>(() => ({ base: options.value?.presets[this.presetName.value] ?? {}, typed: this.typed.value }));

  readonly parameterProblems = computed<Readonly<Record<string, string>>>(() => {
    const problems: Record<string, string> = {};
    for (const parameter of this.generator.value?.parameters ?? []) {
      const text = this.parameters.value[parameter.name];
      const problem = text === undefined ? null : checkNumber(text, parameter);
      if (problem !== null) {
        problems[parameter.name] = problem;
      }
    }
    return problems;
  });

  readonly hasValidData = computed(() => Object.keys(this.parameterProblems.value).length === 0);
  readonly seedProblem = computed(() => (this.seed.value.trim() === '' ? null : checkNumber(this.seed.value, SEED)));
  readonly nameProblem = computed(() => (this.name.value.length > 100 ? 'At most 100 characters.' : null));

  private readonly isValid = computed(
    () =>
      this.hasValidData.value &&
      this.seedProblem.value === null &&
      this.nameProblem.value === null &&
      !hasProblems(this.options.value, options.value?.options ?? []),
  );

  /** Another problem starts from its own suggestions. */
  chooseGenerator(name: string): void {
    this.generatorName.value = name;
    this.parameters.value = {};
    this.preset.value = '';
    this.typed.value = {};
    this.errors.value = {};
  }

  choosePreset(name: string): void {
    this.preset.value = name;
    this.typed.value = {};
  }

  /** Types a parameter of the data; null takes it back. */
  setParameter(name: string, text: string | null): void {
    this.parameters.value = replaced(this.parameters.value, name, text);
  }

  /** Types an option; null takes it back. */
  setOption(path: string, text: string | null): void {
    this.typed.value = replaced(this.typed.value, path, text);
    this.errors.value = replaced(this.errors.value, `options.${path}`, null);
  }

  /** Creates the run and opens it, or says what is wrong. */
  async send(): Promise<void> {
    if (this.isSending.value || this.generator.value === null) {
      return;
    }
    this.failure.value = null;
    this.errors.value = {};
    if (!this.isValid.value) {
      this.failure.value = 'Some values are not accepted.';
      showFirstMistake();
      return;
    }
    this.isSending.value = true;
    try {
      const run = await createRun(this.request(this.generator.value));
      showRun(run.id);
    } catch (error) {
      if (error instanceof ApiError) {
        this.errors.value = stripErrors(error.errors, '');
      }
      this.failure.value = sentence(error);
      this.isSending.value = false;
      showFirstMistake();
    }
  }

  /** What is sent: only what differs from the preset and matters. */
  request(generator: GeneratorDescriptor): CreateRun {
    const changes = changesOf(this.options.value, options.value?.options ?? []);
    return {
      dataset: { generator: generator.name, parameters: parametersOf(generator, this.parameters.value) },
      start: true,
      ...(this.presetName.value !== '' && { preset: this.presetName.value }),
      ...(changes.length > 0 && { options: requestOf(this.options.value, changes) }),
      ...(this.name.value.trim() !== '' && { name: this.name.value.trim() }),
      ...(this.seed.value.trim() !== '' && { seed: parseNumber(this.seed.value) }),
      ...(this.pace.value !== '' && { pace: Number(this.pace.value) }),
    };
  }
}

export function parametersOf(generator: GeneratorDescriptor, typed: Typed): Record<string, number> {
  const values: Record<string, number> = {};
  for (const parameter of generator.parameters) {
    const text = typed[parameter.name];
    values[parameter.name] = text === undefined ? parameter.default : parseNumber(text);
  }
  return values;
}

function replaced(values: Typed, name: string, text: string | null): Typed {
  const { [name]: _, ...others } = values;
  return text === null ? others : { ...others, [name]: text };
}
