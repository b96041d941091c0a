import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatCount } from '../../base/format';
import { ApiError, createRun, previewDataset } from '../../protocol/api';
import type { FieldErrors } from '../../protocol/api';
import type { CreateRun, DatasetValues, GeneratorDescriptor, OptionValues } from '../../protocol/contracts';
import { catalogueError, checkNumber, generators, loadCatalogue, options, parseNumber, rangeText, treeOf, valueAt } from '../../store/catalogue';
import { sentence } from '../../store/session';
import { showRun } from '../../store/settings';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { hasProblems, OptionFields, textOf } from './OptionFields';
import { Scatter } from './Scatter';

const PACES = [
  { value: '', label: 'Chosen for the problem' },
  { value: '10', label: '10 epochs a second' },
  { value: '60', label: '60 epochs a second' },
  { value: '300', label: '300 epochs a second' },
  { value: '1000', label: '1,000 epochs a second' },
  { value: '0', label: 'As fast as possible' },
];

const SEED = { label: 'Seed', isInteger: true, minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

/** A new run: its data, its options, and how it is watched. */
export function NewRun({ onClose }: { onClose: () => void }) {
  const generatorName = useSignal('');
  const parameters = useSignal<Readonly<Record<string, string>>>({});
  const preset = useSignal('');
  const typed = useSignal<Readonly<Record<string, string>>>({});
  const name = useSignal('');
  const seed = useSignal('');
  const pace = useSignal('');
  const errors = useSignal<Readonly<Record<string, string>>>({});
  const failure = useSignal<string | null>(null);
  const isSending = useSignal(false);
  useEffect(() => void loadCatalogue(), []);

  const generator = useComputed(
    () => generators.value?.find((g) => g.name === generatorName.value) ?? generators.value?.[0] ?? null,
  );
  const presetName = useComputed(() => {
    const names = Object.keys(options.value?.presets ?? {});
    const wanted = preset.value || (generator.value?.suggestedPreset ?? '');
    return names.includes(wanted) ? wanted : (names[0] ?? '');
  });

  if (generators.value === null || options.value === null || generator.value === null) {
    return (
      <Dialog title="New run" testId="new-run-dialog" wide onClose={onClose}>
        {catalogueError.value === null ? (
          <p class="placeholder">Loading what runs can be made of …</p>
        ) : (
          <p class="inline-error" role="alert">
            {catalogueError.value}{' '}
            <button type="button" class="link" onClick={() => void loadCatalogue()}>
              Try again
            </button>
          </p>
        )}
      </Dialog>
    );
  }

  const chosen = generator.value;
  const base = options.value.presets[presetName.value] ?? {};
  const descriptors = options.value.options;
  const parameterProblems = chosen.parameters.map((p) => {
    const text = parameters.value[p.name];
    return text === undefined ? null : checkNumber(text, p);
  });
  const seedProblem = seed.value.trim() === '' ? null : checkNumber(seed.value, SEED);
  const nameProblem = name.value.length > 100 ? 'At most 100 characters.' : null;
  const isValid =
    parameterProblems.every((p) => p === null) && seedProblem === null && nameProblem === null && !hasProblems(descriptors, typed.value);

  const create = async () => {
    if (isSending.value) {
      return;
    }
    failure.value = null;
    errors.value = {};
    if (!isValid) {
      failure.value = 'Some values are not accepted.';
      showFirstMistake();
      return;
    }
    isSending.value = true;
    try {
      const run = await createRun(requestOf());
      showRun(run.id);
    } catch (error) {
      if (error instanceof ApiError) {
        errors.value = stripErrors(error.errors, '');
      }
      failure.value = sentence(error);
      isSending.value = false;
      showFirstMistake();
    }
  };

  const requestOf = (): CreateRun => {
    const changed = descriptors.filter((d) => typed.value[d.path] !== undefined && typed.value[d.path] !== textOf(valueAt(base, d.path)));
    const request: CreateRun = { dataset: { generator: chosen.name, parameters: parametersOf(chosen, parameters.value) }, start: true };
    if (presetName.value !== '') {
      request.preset = presetName.value;
    }
    if (changed.length > 0) {
      request.options = treeOf(
        new Map<string, OptionValues[string]>(
          changed.map((d) => [d.path, d.type === 'choice' ? typed.value[d.path]! : parseNumber(typed.value[d.path]!)]),
        ),
      );
    }
    if (name.value.trim() !== '') {
      request.name = name.value.trim();
    }
    if (seed.value.trim() !== '') {
      request.seed = parseNumber(seed.value);
    }
    if (pace.value !== '') {
      request.pace = Number(pace.value);
    }
    return request;
  };

  const optionErrors = stripPrefix(errors.value, 'options.');
  const unplaced = Object.entries(errors.value).filter(
    ([field]) => !/^(options\.|dataset\.parameters\.|parameters\.|name$|seed$|pace$)/.test(field),
  );
  return (
    <Dialog
      title="New run"
      testId="new-run-dialog"
      wide
      onClose={onClose}
      footer={
        <>
          <p class="inline-error" role="alert">
            {failure.value !== null ? [failure.value, ...unplaced.map(([, message]) => message)].join(' ') : ''}
          </p>
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="button"
            class="button button-primary"
            data-testid="create-run"
            aria-busy={isSending.value}
            onClick={() => void create()}
          >
            Create and start
          </button>
        </>
      }
    >
      <div class="new-run">
        <section class="new-run-data" aria-label="Data">
          <h3>Data</h3>
          <div class="generator-list" role="radiogroup" aria-label="Problem">
            {generators.value.map((g) => (
              <label key={g.name} class="generator" data-testid={`generator-${g.name}`} data-tip={g.help}>
                <input
                  type="radio"
                  name="generator"
                  value={g.name}
                  checked={g.name === chosen.name}
                  onChange={() => {
                    generatorName.value = g.name;
                    parameters.value = {};
                    preset.value = '';
                    typed.value = {};
                    errors.value = {};
                  }}
                />
                <span>{g.label}</span>
              </label>
            ))}
          </div>
          <p class="hint">{chosen.help}</p>
          <Preview generator={chosen} parameters={parameters.value} isValid={parameterProblems.every((p) => p === null)} />
          <div class="field-grid">
            {chosen.parameters.map((p, i) => (
              <Field
                key={p.name}
                path={`dataset.parameters.${p.name}`}
                label={p.label}
                help={p.help}
                range={rangeText(p.minimum, p.maximum)}
                error={parameterProblems[i] ?? errors.value[`dataset.parameters.${p.name}`] ?? errors.value[`parameters.${p.name}`] ?? null}
                changed={parameters.value[p.name] !== undefined && parameters.value[p.name] !== String(p.default)}
                resetTip={`Back to ${p.default}`}
                onReset={() => {
                  const { [p.name]: _, ...others } = parameters.value;
                  parameters.value = others;
                }}
              >
                {(attributes) => (
                  <input
                    {...attributes}
                    type="text"
                    inputMode={p.isInteger ? 'numeric' : 'decimal'}
                    autoComplete="off"
                    data-testid={`parameter-${p.name}`}
                    value={parameters.value[p.name] ?? String(p.default)}
                    onInput={(e) => (parameters.value = { ...parameters.value, [p.name]: e.currentTarget.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        </section>
        <section class="new-run-options" aria-label="Training">
          <h3>Training</h3>
          <div class="field-grid">
            <Field path="name" label="Name" error={nameProblem ?? errors.value['name']} help="Optional.">
              {(attributes) => (
                <input
                  {...attributes}
                  type="text"
                  data-testid="run-name"
                  placeholder={chosen.label}
                  value={name.value}
                  onInput={(e) => (name.value = e.currentTarget.value)}
                />
              )}
            </Field>
            <Field path="preset" label="Preset" help="Where the options start from.">
              {(attributes) => (
                <select
                  {...attributes}
                  data-testid="preset"
                  value={presetName.value}
                  onChange={(e) => {
                    preset.value = e.currentTarget.value;
                    typed.value = {};
                  }}
                >
                  {Object.keys(options.value!.presets).map((p) => (
                    <option key={p} value={p}>
                      {p}
                      {p === chosen.suggestedPreset ? ' (suggested)' : ''}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field path="seed" label="Seed" error={seedProblem ?? errors.value['seed']} help="The same seed gives the same network. Drawn when empty.">
              {(attributes) => (
                <input
                  {...attributes}
                  type="text"
                  inputMode="numeric"
                  autoComplete="off"
                  data-testid="seed"
                  placeholder="drawn"
                  value={seed.value}
                  onInput={(e) => (seed.value = e.currentTarget.value)}
                />
              )}
            </Field>
            <Field path="pace" label="Pace" error={errors.value['pace']} help="Can be changed at any time.">
              {(attributes) => (
                <select {...attributes} data-testid="new-pace" value={pace.value} onChange={(e) => (pace.value = e.currentTarget.value)}>
                  {PACES.map((p) => (
                    <option key={p.value} value={p.value}>
                      {p.label}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          <OptionFields
            options={descriptors}
            base={base}
            typed={typed.value}
            errors={optionErrors}
            onInput={(path, text) => {
              const { [path]: _, ...others } = typed.value;
              typed.value = text === null ? others : { ...others, [path]: text };
              const { [`options.${path}`]: __, ...otherErrors } = errors.value;
              errors.value = otherErrors;
            }}
          />
        </section>
      </div>
    </Dialog>
  );
}

/** The data as it will be, drawn anew while its parameters are typed. */
function Preview(props: { generator: GeneratorDescriptor; parameters: Readonly<Record<string, string>>; isValid: boolean }) {
  const shown = useSignal<DatasetValues | null>(null);
  const problem = useSignal<string | null>(null);
  const wanted = useSignal('');
  wanted.value = props.isValid ? JSON.stringify([props.generator.name, parametersOf(props.generator, props.parameters)]) : wanted.value;
  useSignalEffect(() => {
    if (wanted.value === '') {
      return undefined;
    }
    const [name, parameters] = JSON.parse(wanted.value) as [string, Record<string, number>];
    const abort = new AbortController();
    const timer = window.setTimeout(async () => {
      try {
        shown.value = await previewDataset(name, parameters, abort.signal);
        problem.value = null;
      } catch (error) {
        if (!abort.signal.aborted) {
          problem.value = error instanceof ApiError ? (Object.values(error.errors).flat()[0] ?? error.message) : sentence(error);
        }
      }
    }, 150);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  });
  const description = shown.value?.description;
  return (
    <figure class="preview" data-stale={!props.isValid}>
      {shown.value === null ? <div class="scatter" /> : <Scatter dataset={shown.value} />}
      <figcaption class="hint">
        {problem.value ??
          (description === undefined
            ? '…'
            : `${formatCount(description.patterns, 'pattern')}, ${formatCount(description.inputs, 'input')}, ${formatCount(description.outputs, 'output')}`)}
      </figcaption>
    </figure>
  );
}

function parametersOf(generator: GeneratorDescriptor, typed: Readonly<Record<string, string>>): Record<string, number> {
  const values: Record<string, number> = {};
  for (const parameter of generator.parameters) {
    const text = typed[parameter.name];
    values[parameter.name] = text === undefined ? parameter.default : parseNumber(text);
  }
  return values;
}

/** Takes the focus to the first field that is wrong, wherever it is. */
function showFirstMistake(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>('dialog .field[data-invalid=true]');
    field?.closest('details')?.setAttribute('open', '');
    field?.querySelector<HTMLElement>('input, select')?.focus();
  });
}

/** One sentence for each field; without what stands before the field's own path. */
export function stripErrors(errors: FieldErrors, prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, messages]) => [field.startsWith(prefix) ? field.slice(prefix.length) : field, messages.join(' ')]),
  );
}

function stripPrefix(errors: Readonly<Record<string, string>>, prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([field]) => field.startsWith(prefix))
      .map(([field, message]) => [field.slice(prefix.length), message]),
  );
}
