import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Role } from '../protocol/access';
import { access } from '../store/access';
import { leave } from '../store/leave';
import { lookOnly } from '../store/permission';
import { useClosing } from '../views/ui/hooks';
import { Icon } from '../views/ui/Icon';

const ROLE_WORDS: Readonly<Record<Role, readonly [string, string]>> = {
  viewer: ['Viewer', 'may look, not change'],
  operator: ['Operator', 'may start and change runs'],
  admin: ['Administrator', 'may do everything'],
};

/** Who is signed in, and the way out; nothing where nobody has to sign in. */
export function AccountMenu() {
  const isOpen = useSignal(false);
  const isLeaving = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useClosing(isOpen, root);
  const name = access.value?.name ?? null;
  const role = access.value?.role ?? null;
  if (name === null || role === null) {
    return null;
  }
  const [title, help] = ROLE_WORDS[role];
  const reason = lookOnly();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what bubbles up from the buttons in it.
    <div
      class="account"
      ref={root}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && isOpen.value) {
          e.stopPropagation();
          e.preventDefault();
          isOpen.value = false;
          opener.current?.focus();
        }
      }}
    >
      <button
        ref={opener}
        type="button"
        class="account-button"
        data-testid="account"
        aria-expanded={isOpen.value}
        aria-label={`Signed in as ${name}, ${title.toLowerCase()}`}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon name="user" />
        <span class="account-name">{name}</span>
      </button>
      {isOpen.value ? (
        <div class="account-menu" data-testid="account-menu">
          <p>
            <strong data-testid="account-name">{name}</strong>
            <span class="hint" data-testid="account-role">
              {reason === null ? `${title}: ${help}` : `${title}. ${reason}`}
            </span>
          </p>
          <button
            type="button"
            class="button"
            data-testid="sign-out"
            aria-busy={isLeaving.value}
            onClick={async () => {
              isLeaving.value = true;
              await leave();
              isLeaving.value = false;
            }}
          >
            <Icon name="leave" /> Sign out
          </button>
        </div>
      ) : null}
    </div>
  );
}
