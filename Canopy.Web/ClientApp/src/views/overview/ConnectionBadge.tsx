import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatCount } from '../../base/format';
import type { Session } from '../../store/session';
import { isBackendAway, isDemo } from '../../store/system';

interface BadgeState {
  readonly kind:
    | 'connecting'
    | 'live'
    | 'demo'
    | 'catching-up'
    | 'waiting'
    | 'offline'
    | 'backend-away'
    | 'refused'
    | 'signed-out'
    | 'incompatible';
  readonly text: string;
  readonly help: string;
}

/** How the page hears of the run, always in words. */
export function ConnectionBadge({ session }: { session: Session }) {
  const now = useSignal(performance.now());
  const connection = session.connection.value;
  const isWaiting = connection.type === 'waiting';
  useEffect(() => {
    if (!isWaiting) {
      return undefined;
    }
    now.value = performance.now();
    const timer = window.setInterval(() => (now.value = performance.now()), 250);
    return () => window.clearInterval(timer);
  }, [isWaiting]);
  const state = describe(session, now.value);
  return (
    <span class="badge" data-testid="connection" data-state={state.kind} data-tip={state.help} tabIndex={0}>
      <i aria-hidden="true" />
      {state.text}
      {isWaiting ? (
        <button type="button" class="link" onClick={session.retryNow}>
          now
        </button>
      ) : null}
    </span>
  );
}

function describe(session: Session, now: number): BadgeState {
  const connection = session.connection.value;
  switch (connection.type) {
    case 'connecting':
      return { kind: 'connecting', text: 'Connecting', help: 'Opening the stream of this run.' };
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
      return {
        kind: 'waiting',
        text: seconds > 0 ? `Reconnecting in ${seconds} s` : 'Reconnecting',
        help: 'The stream broke off. What was missed will follow; training does not wait for it.',
      };
    }
    case 'offline':
      return { kind: 'offline', text: 'Offline', help: 'This computer has no network. The page goes on when it is back.' };
    case 'refused':
      return { kind: 'refused', text: 'Refused', help: 'The server does not stream this run to this page.' };
    case 'incompatible':
      return {
        kind: 'incompatible',
        text: 'Reload the page',
        help: `The server speaks a newer language than this page. ${connection.message}`,
      };
    case 'signed-out':
      return { kind: 'signed-out', text: 'Signed out', help: 'The stream goes on when somebody has signed in.' };
    case 'closed':
      return { kind: 'offline', text: 'Closed', help: 'The stream is closed.' };
    case 'live':
      if (isBackendAway()) {
        return {
          kind: 'backend-away',
          text: 'Backend away',
          help: 'The log can be read, but no backend trains or takes commands at present.',
        };
      }
      if (session.catchingUp.value) {
        return { kind: 'catching-up', text: 'Catching up', help: 'Reading what happened so far.' };
      }
      return isDemo()
        ? { kind: 'demo', text: 'Live · demo', help: `The server trains in its own process and keeps nothing. ${detail(session)}` }
        : { kind: 'live', text: 'Live', help: detail(session) };
  }
}

/** Whether the curves show every epoch; a late joiner gets the past with fewer points. */
function detail(session: Session): string {
  void session.revision.value;
  const { coalesced, missing, unknown } = session.model;
  const gone = missing > 0 ? ` ${formatCount(missing, 'entry', 'entries')} of the log are gone.` : '';
  const newer = unknown > 0 ? ` ${formatCount(unknown, 'entry', 'entries')} can only be shown by a newer page.` : '';
  return coalesced > 0
    ? `${formatCount(coalesced, 'entry', 'entries')} of the log came with fewer points; no unit and no phase is left out.${gone}${newer}`
    : `Every entry of the run's log has arrived.${gone}${newer}`;
}
