import { useSignal, useSignalEffect } from '@preact/signals';
import { formatCount } from '../../base/format';
import { ApiError, previewDataset } from '../../protocol/api';
import type { DatasetValues, GeneratorDescriptor } from '../../protocol/contracts';
import { sentence } from '../../store/session';
import { parametersOf } from './newRunForm';
import { Scatter } from './Scatter';

/** The data as it will be, drawn anew while its parameters are typed. */
export function DatasetPreview(props: { generator: GeneratorDescriptor; parameters: Readonly<Record<string, string>>; isValid: boolean }) {
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
