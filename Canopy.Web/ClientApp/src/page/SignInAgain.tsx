import { useEffect, useRef } from 'preact/hooks';
import { SignIn } from '../views/access/SignIn';

/** A sign-in has ended while the page was in use: over everything, and leaving everything as it is. */
export function SignInAgain() {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current!;
    const before = document.activeElement;
    const open = () => {
      if (!dialog.open) {
        dialog.showModal();
        dialog.querySelector<HTMLInputElement>('input[type=password]')?.focus();
      }
    };
    open();
    // Browsers let a second Escape through, whatever the page says to it.
    dialog.addEventListener('close', open);
    return () => {
      dialog.removeEventListener('close', open);
      dialog.close();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog sign-in-again"
      data-testid="sign-in-again"
      aria-labelledby="sign-in-again-title"
      onCancel={(e) => e.preventDefault()}
    >
      <h2 id="sign-in-again-title">Sign in again</h2>
      <p class="hint">Your sign-in has ended. What you see stays, and goes on from here.</p>
      <SignIn />
    </dialog>
  );
}
