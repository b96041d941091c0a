import { lookOnly } from '../store/permission';
import { Icon } from '../views/ui/Icon';

/** The one place that says why there is nothing to press. */
export function LookOnly() {
  const reason = lookOnly();
  if (reason === null) {
    return null;
  }
  return (
    <span class="look-only" data-testid="look-only" tabIndex={0} aria-label={reason} role="note" data-tip={reason}>
      <Icon name="eye" />
      <span class="look-only-text" aria-hidden="true">
        {reason.replace(/\.$/, '')}
      </span>
    </span>
  );
}
