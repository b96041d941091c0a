import { useEffect, useMemo } from 'preact/hooks';
import type { GeneratorDescriptor } from '../../protocol/contracts';
import { catalogueError, loadCatalogue, options } from '../../store/catalogue';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { DataChoice } from './DataChoice';
import { errorsBelow } from './formErrors';
import { NewRunForm } from './newRunForm';
import { OptionFields } from './OptionFields';
import { presetHelp } from './presets';

const PACES = [
  { value: '', label: 'Chosen for the problem' },
  { value: '10', label: '10 epochs a second' },
  { value: '60', label: '60 epochs a second' },
  { value: '300', label: '300 epochs a second' },
  { value: '1000', label: '1,000 epochs a second' },
  { value: '0', label: 'As fast as possible' },
];

/** A new run: its data, its options, and how it is watched. */
export function NewRun({ onClose }: { onClose: () => void }) {
  const form = useMemo(() => new NewRunForm(), []);
  useEffect(() => void loadCatalogue(), []);
  const chosen = form.generator.value;
  if (options.value === null || chosen === null) {
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
  return (
    <Dialog title="New run" testId="new-run-dialog" wide onClose={onClose} footer={<Footer form={form} onClose={onClose} />}>
      <div class="new-run">
        <DataChoice form={form} chosen={chosen} />
        <section class="new-run-options" aria-label="Training">
          <h3>Training</h3>
          <RunFields form={form} chosen={chosen} />
          <OptionFields
            options={options.value.options}
            form={form.options.value}
            errors={errorsBelow(form.errors.value, 'options.')}
            onInput={(path, text) => form.setOption(path, text)}
          />
        </section>
      </div>
    </Dialog>
  );
}

function Footer({ form, onClose }: { form: NewRunForm; onClose: () => void }) {
  const unplaced = Object.entries(form.errors.value)
    .filter(([field]) => !/^(options\.|dataset\.parameters\.|parameters\.|name$|seed$|pace$)/.test(field))
    .map(([, message]) => message);
  return (
    <>
      <p class="inline-error" role="alert">
        {form.failure.value !== null ? [form.failure.value, ...unplaced].join(' ') : ''}
      </p>
      <button type="button" class="button" onClick={onClose}>
        Cancel
      </button>
      <button
        type="button"
        class="button button-primary"
        data-testid="create-run"
        aria-busy={form.isSending.value}
        onClick={() => void form.send()}
      >
        Create and start
      </button>
    </>
  );
}

/** What is no option of the engine: name, preset, seed, pace. */
function RunFields({ form, chosen }: { form: NewRunForm; chosen: GeneratorDescriptor }) {
  return (
    <div class="field-grid">
      <Field path="name" label="Name" error={form.nameProblem.value ?? form.errors.value['name']} help="Optional.">
        {(attributes) => (
          <input
            {...attributes}
            type="text"
            data-testid="run-name"
            placeholder={chosen.label}
            value={form.name.value}
            onInput={(e) => (form.name.value = e.currentTarget.value)}
          />
        )}
      </Field>
      <Field path="preset" label="Preset" help={presetHelp(form.presetName.value)}>
        {(attributes) => (
          <select
            {...attributes}
            data-testid="preset"
            value={form.presetName.value}
            onChange={(e) => form.choosePreset(e.currentTarget.value)}
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
      <Field
        path="seed"
        label="Seed"
        error={form.seedProblem.value ?? form.errors.value['seed']}
        help="The same seed gives the same network. Drawn when empty."
      >
        {(attributes) => (
          <input
            {...attributes}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            data-testid="seed"
            placeholder="drawn"
            value={form.seed.value}
            onInput={(e) => (form.seed.value = e.currentTarget.value)}
          />
        )}
      </Field>
      <Field path="pace" label="Pace" error={form.errors.value['pace']} help="Can be changed at any time.">
        {(attributes) => (
          <select
            {...attributes}
            data-testid="new-pace"
            value={form.pace.value}
            onChange={(e) => (form.pace.value = e.currentTarget.value)}
          >
            {PACES.map((p) => (
              <option key={p.value} value={p.value}>
                {p.label}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
