import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatCount, formatSender } from '../../base/format';
import { ApiError } from '../../protocol/api';
import { loadCatalogue, options } from '../../store/catalogue';
import type { Typed } from '../../store/optionForm';
import { changesOf, hasProblems, requestOf } from '../../store/optionForm';
import { mayChange } from '../../store/permission';
import type { Session } from '../../store/session';
import { Dialog } from '../ui/Dialog';
import { stripErrors } from './formErrors';
import { OptionFields } from './OptionFields';

/** The options of a run; those that the engine can change between epochs are editable. */
export function RunOptions({ session, onClose }: { session: Session; onClose: () => void }) {
  const typed = useSignal<Typed>({});
  const errors = useSignal<Readonly<Record<string, string>>>({});
  const isSending = useSignal(false);
  useEffect(() => void loadCatalogue(), []);

  const run = session.run.value;
  const descriptors = options.value?.options ?? [];
  const form = { base: session.options.value, typed: typed.value };
  const refused = session.refusal('set_options');
  const changes = changesOf(form, descriptors);
  const canApply = refused === null && changes.length > 0 && !isSending.value && !hasProblems(form, descriptors);

  const apply = async () => {
    isSending.value = true;
    errors.value = {};
    try {
      if (await session.act('set_options', { options: requestOf(form, changes) })) {
        typed.value = {};
        onClose();
      }
    } catch (error) {
      if (error instanceof ApiError) {
        errors.value = stripErrors(error.errors, 'options.');
      }
    } finally {
      isSending.value = false;
    }
  };

  return (
    <Dialog
      title="Options of this run"
      testId="options-dialog"
      onClose={onClose}
      footer={
        <>
          <p class="hint">{refused ?? (changes.length > 0 ? 'Changes hold from the next epoch on.' : '')}</p>
          <button type="button" class="button" onClick={onClose}>
            Close
          </button>
          {mayChange() ? (
            <button
              type="button"
              class="button button-primary"
              data-testid="apply-options"
              disabled={!canApply}
              onClick={() => void apply()}
            >
              Apply {changes.length > 0 ? changes.length : ''}
            </button>
          ) : null}
        </>
      }
    >
      {run === null ? null : (
        <dl class="facts">
          <div>
            <dt>Data</dt>
            <dd>
              {run.dataset.name}: {formatCount(run.dataset.patterns, 'pattern')}, {formatCount(run.dataset.inputs, 'input')},{' '}
              {formatCount(run.dataset.outputs, 'output')}
            </dd>
          </div>
          <div>
            <dt>Seed</dt>
            <dd class="num">{run.seed}</dd>
          </div>
          {run.createdBy === null ? null : (
            <div>
              <dt>Created by</dt>
              <dd data-testid="created-by">{formatSender(run.createdBy)}</dd>
            </div>
          )}
          {run.host === null ? null : (
            <div>
              <dt>Trained by</dt>
              <dd>{run.host}</dd>
            </div>
          )}
          {run.networkHash === null ? null : (
            <div>
              <dt>Network</dt>
              <dd class="num hash">{run.networkHash}</dd>
            </div>
          )}
        </dl>
      )}
      <OptionFields
        options={descriptors}
        isFixed={!mayChange()}
        form={form}
        errors={errors.value}
        locked={(option) => (refused !== null ? '' : option.canChangeWhileRunning ? null : 'Fixed for this run.')}
        onInput={(path, text) => {
          const { [path]: _, ...others } = typed.value;
          typed.value = text === null ? others : { ...others, [path]: text };
        }}
      />
    </Dialog>
  );
}
