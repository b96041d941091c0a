import { signal } from '@preact/signals';
import { createRun } from '../../protocol/api';
import { notify } from '../../store/notices';
import { sentence } from '../../store/session';
import { showRun } from '../../store/settings';

export const isStarting = signal(false);

/** The benchmark that everyone should see first, at a speed that can be watched. */
export async function watchTwoSpirals(): Promise<void> {
  if (isStarting.value) {
    return;
  }
  isStarting.value = true;
  try {
    const run = await createRun({
      name: 'Two spirals',
      dataset: { generator: 'two-spirals' },
      preset: 'two-spirals',
      pace: 60,
      start: true,
    });
    showRun(run.id);
  } catch (error) {
    notify('error', 'The run could not be created', sentence(error));
  } finally {
    isStarting.value = false;
  }
}
