import { access } from './access';
import { isReadOnly } from './system';

/** Why nothing can be changed here; null where it can. What would be refused is not offered. */
export function lookOnly(): string | null {
  if (access.value?.readOnly || isReadOnly()) {
    return 'This installation is read-only.';
  }
  return access.value?.role === 'viewer' ? 'You may look, not change.' : null;
}

export function mayChange(): boolean {
  return lookOnly() === null;
}
