import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Notice } from '../store/notices';
import { dismiss, notices } from '../store/notices';
import { Icon } from '../views/ui/Icon';

/** Long enough to be read after looking up; pointing at it stops the clock. */
const SHOWN_MS = { error: 15_000, info: 7000 };

export function Notices() {
  return (
    <div class="notices" aria-live="polite">
      {notices.value.map((notice) => (
        <Toast key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function Toast({ notice }: { notice: Notice }) {
  const isHeld = useSignal(false);
  useEffect(() => {
    if (isHeld.value) {
      return undefined;
    }
    const timer = window.setTimeout(() => dismiss(notice.id), SHOWN_MS[notice.tone]);
    return () => window.clearTimeout(timer);
  }, [isHeld.value]);
  return (
    <div
      class="toast"
      data-tone={notice.tone}
      data-testid="toast"
      onPointerEnter={() => (isHeld.value = true)}
      onPointerLeave={() => (isHeld.value = false)}
    >
      <div>
        <strong>{notice.title}</strong>
        <p>{notice.text}</p>
      </div>
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => dismiss(notice.id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
