import { isEntered, mustSignIn } from '../store/access';
import { current } from '../store/current';
import { mayChange } from '../store/permission';
import type { Session } from '../store/session';
import { settings, showRun } from '../store/settings';

export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  /** Changes something on the server. */
  readonly commands?: boolean;
  /** Whether a key press is this shortcut's. */
  matches(event: KeyboardEvent): boolean;
  run(): void;
}

function withSession(action: (session: Session) => void): () => void {
  return () => {
    if (current.value !== null) {
      action(current.value);
    }
  };
}

function key(name: string, shift = false): (event: KeyboardEvent) => boolean {
  return (event) => event.key.toLowerCase() === name && event.shiftKey === shift;
}

function act(action: Parameters<Session['act']>[0]): () => void {
  return withSession((session) => void session.act(action));
}

function togglePanel(panel: 'metrics' | 'candidates' | 'topology' | 'boundary'): () => void {
  return withSession(() => (settings.panel.signal.value = settings.panel.signal.value === panel ? '' : panel));
}

export const shortcuts: readonly Shortcut[] = [
  {
    keys: 'Space',
    label: 'Start, pause or resume',
    commands: true,
    matches: (event) => event.key === ' ',
    run: withSession((session) => {
      const status = session.status.value;
      void session.act(status === 'started' ? 'pause' : status === 'paused' ? 'resume' : 'start');
    }),
  },
  { keys: 'S', label: 'Step one epoch', commands: true, matches: key('s'), run: act('step_epoch') },
  { keys: 'Shift S', label: 'Step to the end of the phase', commands: true, matches: key('s', true), run: act('step_phase') },
  { keys: 'X', label: 'Stop', commands: true, matches: key('x'), run: act('stop') },
  { keys: 'Shift R', label: 'Reset to an untrained network', commands: true, matches: key('r', true), run: act('reset') },
  {
    keys: 'F',
    label: 'As fast as possible, or back',
    commands: true,
    matches: key('f'),
    run: withSession((session) => void session.toggleFullSpeed()),
  },
  { keys: '1', label: 'Enlarge loss', matches: key('1'), run: togglePanel('metrics') },
  { keys: '2', label: 'Enlarge candidates', matches: key('2'), run: togglePanel('candidates') },
  { keys: '3', label: 'Enlarge network', matches: key('3'), run: togglePanel('topology') },
  { keys: '4', label: 'Enlarge decision boundary', matches: key('4'), run: togglePanel('boundary') },
  {
    keys: 'Esc',
    label: 'Show all panels',
    matches: (event) => event.key === 'Escape' && settings.panel.signal.value !== '',
    run: () => (settings.panel.signal.value = ''),
  },
  { keys: 'O', label: 'Options of the run', matches: key('o'), run: withSession(() => (settings.dialog.signal.value = 'options')) },
  { keys: 'N', label: 'New run', commands: true, matches: key('n'), run: () => (settings.dialog.signal.value = 'new') },
  { keys: 'L', label: 'All runs', matches: key('l'), run: () => showRun('') },
  { keys: '?', label: 'This help', matches: (event) => event.key === '?', run: () => (settings.dialog.signal.value = 'help') },
];

/** Whether it would not be refused. */
export function isOffered(shortcut: Shortcut): boolean {
  return !shortcut.commands || mayChange();
}

export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    if (!isEntered.value || mustSignIn.value || settings.dialog.signal.value !== '' || isTyping(event)) {
      return;
    }
    const shortcut = shortcuts.find((s) => s.matches(event));
    if (shortcut !== undefined && isOffered(shortcut)) {
      event.preventDefault();
      if (!event.repeat || shortcut.keys === 'S') {
        shortcut.run();
      }
    }
  });
}

/** Whether the key belongs to what has the focus. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  if (target.isContentEditable || target.matches('textarea, select, input:not([type=range], [type=radio], [type=checkbox])')) {
    return true;
  }
  // Space and Enter press the button that has the focus.
  return event.key === ' ' && target.matches('button, a, summary, input');
}
