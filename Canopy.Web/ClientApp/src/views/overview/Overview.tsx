import type { ReadonlySignal } from '@preact/signals';
import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { formatCompact, formatDuration, formatInteger, formatPercent, formatSignificant } from '../../base/format';
import type { Session } from '../../store/session';
import { PHASE_WORDS, reasonWords, STATUS_WORDS } from './words';

/** Where the run stands, in figures that do not jump. */
export function Overview({ session }: { session: Session }) {
  const epoch = useComputed(() => formatInteger(session.epoch.value));
  const units = useComputed(() => formatInteger(session.hiddenUnits.value));
  const maximum = useComputed(() =>
    session.maxHiddenUnits.value > 0 ? `\u202f/\u202f${formatInteger(session.maxHiddenUnits.value)}` : '',
  );
  const loss = useComputed(() => formatSignificant(session.loss.value));
  const accuracy = useComputed(() => formatPercent(session.accuracy.value));
  const bits = useComputed(() => formatInteger(session.errorBits.value));
  const rate = useComputed(() => (session.rate.value === null ? '–' : formatCompact(session.rate.value)));
  const validationLoss = useComputed(() => formatSignificant(session.validationLoss.value));
  const validationAccuracy = useComputed(() => formatPercent(session.validationAccuracy.value));
  const hasValidation = session.hasValidation.value;
  const isRegression = session.run.value?.dataset.kind === 'regression';
  return (
    <dl class="overview">
      <StatusTile session={session} />
      <Tile name="Epoch" testId="epoch" value={epoch} width="9ch" />
      <Tile name="Hidden units" testId="hidden-units" value={units} suffix={maximum} width="9ch" />
      <Tile name="Loss" testId="loss" value={loss} width="8.5ch" validation={hasValidation ? validationLoss : undefined} />
      {isRegression ? null : (
        <>
          <Tile
            name="Accuracy"
            testId="accuracy"
            value={accuracy}
            width="7ch"
            validation={hasValidation ? validationAccuracy : undefined}
          />
          <Tile name="Error bits" testId="error-bits" value={bits} width="7ch" />
        </>
      )}
      <Tile name="Epochs/s" testId="rate" value={rate} width="7ch" />
    </dl>
  );
}

function StatusTile({ session }: { session: Session }) {
  const status = session.status.value;
  const phase = session.phase.value;
  const reason = session.reason.value;
  const queue = session.run.value?.queuePosition ?? null;
  const isWaiting = status === 'started' && queue !== null && phase === 'idle';
  const ended = status === 'completed' || status === 'failed';
  const elapsed = useComputed(() => {
    const seconds = session.phaseSeconds.value;
    return seconds === null ? '' : formatDuration(seconds);
  });
  return (
    <div class="tile tile-status">
      <dt class="visually-hidden">Status</dt>
      <dd>
        <span class="pill" data-status={status} data-testid="status" data-value={status}>
          <i aria-hidden="true" />
          {isWaiting ? `Waiting, place ${queue}` : (session.run.value?.statusText ?? STATUS_WORDS[status])}
        </span>
        <span
          class="phase"
          data-testid="phase"
          data-value={phase}
          data-tip={ended && reason !== null ? reasonWords(reason, session.errorBits.value)[1] : undefined}
        >
          {ended && reason !== null ? (
            <span class="phase-name">{reasonWords(reason, session.errorBits.value)[0]}</span>
          ) : (
            <>
              <span class="phase-name">{PHASE_WORDS[phase]}</span> <span class="num hint">{elapsed}</span>
            </>
          )}
        </span>
      </dd>
    </div>
  );
}

function Tile(props: {
  name: string;
  testId: string;
  value: ReadonlySignal<string>;
  suffix?: ReadonlySignal<string>;
  width: string;
  /** The same over the validation patterns. */
  validation?: ReadonlySignal<string> | undefined;
}): ComponentChildren {
  return (
    <div class="tile">
      <dt>{props.name}</dt>
      <dd class="num" style={{ minWidth: props.width }}>
        <span data-testid={props.testId}>{props.value}</span>
        {props.suffix === undefined ? null : <span class="hint">{props.suffix}</span>}
      </dd>
      {props.validation === undefined ? null : (
        <dd class="tile-validation num" data-testid={`validation-${props.testId}`}>
          validation {props.validation}
        </dd>
      )}
    </div>
  );
}
