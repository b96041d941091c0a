import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon';

/** A modal dialog: the browser keeps the focus inside and closes it with Escape. */
export function Dialog(props: {
  title: string;
  testId: string;
  wide?: boolean;
  onClose: () => void;
  children: ComponentChildren;
  footer?: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current!;
    if (!dialog.open) {
      dialog.showModal();
      // Not the first button, which closes it again.
      dialog.focus();
    }
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={element}
      class={props.wide ? 'dialog dialog-wide' : 'dialog'}
      data-testid={props.testId}
      aria-label={props.title}
      tabIndex={-1}
      onCancel={(e) => {
        e.preventDefault();
        props.onClose();
      }}
      onMouseDown={(e) => {
        if (e.target === element.current) {
          props.onClose();
        }
      }}
    >
      <div class="dialog-box">
        <header class="dialog-head">
          <h2>{props.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={props.onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div class="dialog-body">{props.children}</div>
        {props.footer ? <footer class="dialog-foot">{props.footer}</footer> : null}
      </div>
    </dialog>
  );
}
