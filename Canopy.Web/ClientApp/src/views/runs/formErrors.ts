import type { FieldErrors } from '../../protocol/api';

/** One sentence for each field; without what stands before the field's own path. */
export function stripErrors(errors: FieldErrors, prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, messages]) => [field.startsWith(prefix) ? field.slice(prefix.length) : field, messages.join(' ')]),
  );
}

/** The errors of the fields below a path, by the rest of theirs. */
export function errorsBelow(errors: Readonly<Record<string, string>>, prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([field]) => field.startsWith(prefix))
      .map(([field, message]) => [field.slice(prefix.length), message]),
  );
}

/** Takes the focus to the first field that is wrong, wherever it is. */
export function showFirstMistake(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>('dialog .field[data-invalid=true]');
    for (let group = field?.closest('details'); group; group = group.parentElement?.closest('details')) {
      group.setAttribute('open', '');
    }
    field?.querySelector<HTMLElement>('input, select')?.focus();
  });
}
