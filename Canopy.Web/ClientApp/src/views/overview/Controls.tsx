import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { formatCompact } from '../../base/format';
import type { Action } from '../../store/legality';
import type { Session } from '../../store/session';
import { LABELS } from '../../store/session';
import type { IconName } from '../ui/Icon';
import { Icon } from '../ui/Icon';

/** What can be done with the run; what cannot be done now says why. */
export function Controls({ session }: { session: Session }) {
  const status = session.status.value;
  return (
    <div class="controls" role="group" aria-label="Controls">
      {/* One key and one place for what is wanted most: going on, or holding still. */}
      {status === 'started' ? (
        <ActionButton key="primary" session={session} action="pause" testId="pause" icon="pause" keys="Space" primary />
      ) : status === 'paused' ? (
        <ActionButton key="primary" session={session} action="resume" testId="resume" icon="play" keys="Space" primary />
      ) : (
        <ActionButton key="primary" session={session} action="start" testId="start" icon="play" keys="Space" primary />
      )}
      <ActionButton session={session} action="step_epoch" testId="step-epoch" icon="step" keys="S" />
      <ActionButton session={session} action="step_phase" testId="step-phase" icon="stepPhase" keys="Shift S" />
      <ActionButton session={session} action="stop" testId="stop" icon="stop" keys="X" />
      <ActionButton session={session} action="reset" testId="reset" icon="reset" keys="Shift R" />
    </div>
  );
}

function ActionButton(props: { session: Session; action: Action; testId: string; icon: IconName; keys: string; primary?: boolean }) {
  const { session, action } = props;
  const refused = session.refusal(action);
  const isPending = session.pending.value === action;
  const label = LABELS[action];
  return (
    <button
      type="button"
      class={props.primary ? 'button button-primary' : 'icon-button'}
      data-testid={props.testId}
      // Not `disabled`: its reason must be reachable by pointer and keyboard.
      aria-disabled={refused !== null}
      aria-busy={isPending}
      aria-label={label}
      aria-description={refused ?? undefined}
      data-tip={refused === null ? `${label} (${props.keys})` : `${label}: ${refused}`}
      onClick={() => {
        if (refused === null && !isPending) {
          void session.act(action);
        }
      }}
    >
      <Icon name={props.icon} fill={props.icon !== 'reset' && props.icon !== 'pause'} />
      {props.primary ? <span>{label}</span> : null}
    </button>
  );
}

/** The slider runs from 1 to 1,000 epochs per second, evenly in its logarithm. */
const STEPS = 60;
const FASTEST = 1000;

/** How fast the run goes; 0 is as fast as possible. */
export function Pace({ session }: { session: Session }) {
  const dragged = useSignal<number | null>(null);
  const timer = useRef(0);
  const refused = session.refusal('set_pace');
  const pace = dragged.value ?? session.pace.value ?? 0;
  const isFull = pace === 0;
  // The log confirms the pace; until then the wish is shown.
  useEffect(() => {
    if (dragged.value !== null && session.pace.value === dragged.value) {
      dragged.value = null;
    }
  }, [session.pace.value]);

  const choose = (value: number, wait: number) => {
    dragged.value = value;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(async () => {
      const accepted = await session.act('set_pace', { pace: value });
      if (!accepted || session.pace.value === value) {
        dragged.value = null;
      }
    }, wait);
  };

  return (
    <div class="pace" data-pending={dragged.value !== null}>
      <label>
        <span class="pace-label">Pace</span>
        <input
          type="range"
          min={0}
          max={STEPS}
          step={1}
          data-testid="pace"
          disabled={refused !== null}
          value={isFull ? STEPS : Math.round((Math.log(Math.max(1, Math.min(FASTEST, pace))) / Math.log(FASTEST)) * STEPS)}
          aria-valuetext={isFull ? 'as fast as possible' : `${formatCompact(pace)} epochs per second`}
          onInput={(e) => choose(Math.round(FASTEST ** (Number(e.currentTarget.value) / STEPS)), 150)}
        />
      </label>
      <output class="num" data-testid="pace-value">
        {isFull ? 'full speed' : `${pace < 10 ? String(pace) : formatCompact(pace)}\u202f/s`}
      </output>
      <button
        type="button"
        class="icon-button"
        data-testid="pace-max"
        aria-pressed={isFull}
        aria-disabled={refused !== null}
        aria-label="As fast as possible"
        data-tip={refused ?? 'As fast as possible (F)'}
        onClick={() => refused === null && choose(isFull ? session.limitedPace : 0, 0)}
      >
        <Icon name="bolt" fill />
      </button>
    </div>
  );
}
