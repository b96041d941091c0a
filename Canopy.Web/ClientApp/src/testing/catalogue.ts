import type { OptionDescriptor } from '../protocol/contracts';

/** An option as the server describes it; a test says what matters to it. */
export function option(given: Pick<OptionDescriptor, 'path' | 'label' | 'group' | 'type'> & Partial<OptionDescriptor>): OptionDescriptor {
  return {
    minimum: null,
    maximum: null,
    minimumExclusive: false,
    choices: null,
    help: '',
    source: '',
    canChangeWhileRunning: false,
    condition: null,
    ...given,
  };
}
