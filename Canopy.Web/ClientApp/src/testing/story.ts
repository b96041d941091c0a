import { candidateEpochs, cascadeAdd, outputEpochs, phaseChange, statusChange, topology, validatedEpochs } from './frames';

/** A short run from its first entry to its last: two units, a pause in between, victory. */
export function story(): ArrayBuffer[] {
  let seq = 0;
  const next = () => ++seq;
  const frames = [statusChange(next(), 'stopped', 'created'), statusChange(next(), 'started', 'start')];
  let epoch = 0;
  for (let unit = 0; unit <= 2; unit++) {
    frames.push(phaseChange(next(), 'output', epoch, unit));
    for (let chunk = 0; chunk < 3; chunk++) {
      const losses = Array.from({ length: 7 }, (_, i) => 0.5 / (1 + unit + (chunk * 7 + i) / 21));
      frames.push(outputEpochs(next(), epoch + 1, losses, unit));
      epoch += losses.length;
      if (unit === 1 && chunk === 0) {
        frames.push(statusChange(next(), 'paused', 'pause', { phase: 'output', epoch, hidden_units: unit, command_id: 'p' }));
        frames.push(statusChange(next(), 'started', 'resume', { phase: 'output', epoch, hidden_units: unit }));
      }
    }
    frames.push(topology(next(), epoch, [[0.1, 0.2, 0.3, ...Array.from({ length: unit }, () => 0.4)]]));
    if (unit === 2) {
      break;
    }
    frames.push(phaseChange(next(), 'candidate', epoch, unit));
    const scores = Array.from({ length: 12 }, (_, i) => [0.01 * i, 0.02 * i, 0.015 * i]);
    frames.push(candidateEpochs(next(), epoch + 1, scores, unit));
    epoch += scores.length;
    frames.push(cascadeAdd(next(), unit, epoch, [0.5, -0.25, 0.75, ...Array.from({ length: unit }, () => 1)], 1));
  }
  frames.push(
    statusChange(next(), 'completed', 'victory', {
      phase: 'inference',
      epoch,
      hidden_units: 2,
      loss: 0.125,
      accuracy: 1,
      error_bits: 0,
      network_hash: 'abc',
    }),
  );
  return frames;
}

/**
 * A run with validation whose rounds install two units each, side by side: three rounds, then it returns to the network after the
 * first one.
 */
export function validatedStory(): ArrayBuffer[] {
  let seq = 0;
  const next = () => ++seq;
  const frames = [statusChange(next(), 'started', 'start')];
  let epoch = 0;
  for (let round = 0; round <= 3; round++) {
    const units = 2 * round;
    frames.push(phaseChange(next(), 'output', epoch, units));
    frames.push(validatedEpochs(next(), epoch + 1, [0.5 / (1 + round), 0.4 / (1 + round)], 0.125 * Math.abs(round - 1), units));
    epoch += 2;
    frames.push(topology(next(), epoch, [[0.1, 0.2, 0.3, ...Array.from({ length: units }, () => 0.4)]]));
    if (round === 3) {
      break;
    }
    frames.push(phaseChange(next(), 'candidate', epoch, units));
    frames.push(candidateEpochs(next(), epoch + 1, [[0.1, 0.3, 0.2]], units));
    epoch++;
    const inputs = [0.5, -0.25, 0.75, ...Array.from({ length: units }, () => 1)];
    frames.push(cascadeAdd(next(), units, epoch, inputs, 1, { layer: round + 1, activation: 'gaussian' }));
    frames.push(cascadeAdd(next(), units + 1, epoch, [...inputs, 0], 2, { layer: round + 1, activation: 'sine' }));
  }
  frames.push(topology(next(), epoch, [[1, 2, 3, 4, 5]]));
  const result = {
    phase: 'inference',
    epoch,
    hidden_units: 2,
    loss: 0.2,
    accuracy: 0.8,
    error_bits: 20,
    validation_loss: 0.2,
    validation_accuracy: 0.8,
  };
  frames.push(statusChange(next(), 'completed', 'early_stopped', result));
  return frames;
}
