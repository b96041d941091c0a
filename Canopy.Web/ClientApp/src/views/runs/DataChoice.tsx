import type { GeneratorDescriptor } from '../../protocol/contracts';
import { generators, rangeText } from '../../store/catalogue';
import { Field } from '../ui/Field';
import { DatasetPreview } from './DatasetPreview';
import type { NewRunForm } from './newRunForm';

/** Which problem is to be learnt, with its parameters and a picture of it. */
export function DataChoice({ form, chosen }: { form: NewRunForm; chosen: GeneratorDescriptor }) {
  return (
    <section class="new-run-data" aria-label="Data">
      <h3>Data</h3>
      <div class="generator-list" role="radiogroup" aria-label="Problem">
        {(generators.value ?? []).map((g) => (
          <label key={g.name} class="generator" data-testid={`generator-${g.name}`} data-tip={g.help}>
            <input
              type="radio"
              name="generator"
              value={g.name}
              checked={g.name === chosen.name}
              onChange={() => form.chooseGenerator(g.name)}
            />
            <span>{g.label}</span>
          </label>
        ))}
      </div>
      <p class="hint">{chosen.help}</p>
      <DatasetPreview generator={chosen} parameters={form.parameters.value} isValid={form.hasValidData.value} />
      <div class="field-grid">
        {chosen.parameters.map((p) => (
          <Field
            key={p.name}
            path={`dataset.parameters.${p.name}`}
            label={p.label}
            help={p.help}
            range={rangeText(p.minimum, p.maximum)}
            error={
              form.parameterProblems.value[p.name] ??
              form.errors.value[`dataset.parameters.${p.name}`] ??
              form.errors.value[`parameters.${p.name}`] ??
              null
            }
            changed={form.parameters.value[p.name] !== undefined && form.parameters.value[p.name] !== String(p.default)}
            resetTip={`Back to ${p.default}`}
            onReset={() => form.setParameter(p.name, null)}
          >
            {(attributes) => (
              <input
                {...attributes}
                type="text"
                inputMode={p.isInteger ? 'numeric' : 'decimal'}
                autoComplete="off"
                data-testid={`parameter-${p.name}`}
                value={form.parameters.value[p.name] ?? String(p.default)}
                onInput={(e) => form.setParameter(p.name, e.currentTarget.value)}
              />
            )}
          </Field>
        ))}
      </div>
    </section>
  );
}
