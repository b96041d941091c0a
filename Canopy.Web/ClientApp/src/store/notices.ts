import { signal } from '@preact/signals';

/** A message that lies over the page until it was read. */
export interface Notice {
  readonly id: number;
  readonly tone: 'error' | 'info';
  readonly title: string;
  readonly text: string;
}

export const notices = signal<readonly Notice[]>([]);

let lastId = 0;

/** Shows a message; the same message again replaces the first. */
export function notify(tone: Notice['tone'], title: string, text: string): void {
  const others = notices.value.filter((n) => n.title !== title || n.text !== text);
  notices.value = [...others, { id: ++lastId, tone, title, text }].slice(-4);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((n) => n.id !== id);
}
