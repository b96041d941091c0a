import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { current } from '../store/current';
import { mayChange } from '../store/permission';
import { refreshRuns, runs } from '../store/runs';
import type { Session } from '../store/session';
import { settings, showRun } from '../store/settings';
import { ConnectionBadge } from '../views/overview/ConnectionBadge';
import { STATUS_WORDS } from '../views/overview/words';
import { useClosing } from '../views/ui/hooks';
import { Icon } from '../views/ui/Icon';
import { AccountMenu } from './AccountMenu';
import { LookOnly } from './LookOnly';
import { ThemeButton } from './ThemeButton';

export function TopBar() {
  const opened = current.value;
  const session = opened?.problem.value === null ? opened : null;
  return (
    <header class="top-bar">
      <a
        class="brand"
        href="/"
        aria-label="Canopy: all runs"
        onClick={(e) => {
          if (!e.ctrlKey && !e.metaKey && !e.shiftKey) {
            e.preventDefault();
            showRun('');
          }
        }}
      >
        <img src="/icon.svg" width="22" height="22" alt="" />
        <span>Canopy</span>
      </a>
      {session === null ? null : <RunPicker key={session.id} session={session} />}
      {session === null ? null : (
        <button
          type="button"
          class="icon-button"
          data-testid="options"
          aria-label="Options of this run"
          data-tip="Options of this run (O)"
          onClick={() => (settings.dialog.signal.value = 'options')}
        >
          <Icon name="sliders" />
        </button>
      )}
      {mayChange() ? (
        <button
          type="button"
          class="button"
          data-testid="new-run"
          aria-label="New run"
          data-tip="New run (N)"
          onClick={() => (settings.dialog.signal.value = 'new')}
        >
          <Icon name="plus" /> <span class="wide-only">New run</span>
        </button>
      ) : null}
      <span class="spacer" />
      <LookOnly />
      {session === null ? null : <ConnectionBadge session={session} />}
      <ThemeButton />
      <button
        type="button"
        class="icon-button keyboard-only"
        aria-label="Keyboard shortcuts"
        data-tip="Keyboard shortcuts (?)"
        data-testid="help"
        onClick={() => (settings.dialog.signal.value = 'help')}
      >
        <Icon name="help" />
      </button>
      <AccountMenu />
    </header>
  );
}

/** The run's name; opens the newest runs to choose from. */
function RunPicker({ session }: { session: Session }) {
  const isOpen = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen.value) {
      void refreshRuns();
    }
  }, [isOpen.value]);
  useClosing(isOpen, root);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what bubbles up from the buttons in it.
    <div
      class="run-picker"
      ref={root}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && isOpen.value) {
          e.stopPropagation();
          isOpen.value = false;
        }
      }}
    >
      <button
        type="button"
        class="run-picker-button"
        aria-expanded={isOpen.value}
        data-testid="run-picker"
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <span data-testid="run-title">{session.run.value?.name ?? '…'}</span>
        <Icon name="chevron" />
      </button>
      {isOpen.value ? (
        <div class="run-menu">
          {runs.value.slice(0, 8).map((run) => (
            <a
              key={run.id}
              href={`?run=${encodeURIComponent(run.id)}`}
              aria-current={run.id === session.id ? 'page' : undefined}
              onClick={(e) => {
                e.preventDefault();
                isOpen.value = false;
                showRun(run.id);
              }}
            >
              <span>{run.name}</span>
              <span class="pill" data-status={run.status}>
                <i aria-hidden="true" />
                {STATUS_WORDS[run.status]}
              </span>
            </a>
          ))}
          <a
            href="/"
            class="run-menu-all"
            data-testid="all-runs"
            onClick={(e) => {
              e.preventDefault();
              isOpen.value = false;
              showRun('');
            }}
          >
            <Icon name="list" /> All runs
          </a>
        </div>
      ) : null}
    </div>
  );
}
