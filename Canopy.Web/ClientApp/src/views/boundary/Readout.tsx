import type { Signal } from '@preact/signals';
import { css } from '../../base/color';
import { formatSignificant } from '../../base/format';
import type { DatasetValues } from '../../protocol/contracts';
import type { Session } from '../../store/session';
import { settings } from '../../store/settings';
import { palette } from '../palette';
import type { Probe } from './boundaryView';
import { classOf } from './patterns';

/** Values at the ends of the map's colours. */
export type Scale = readonly [number, number];

/** The line below the map: what is under the pointer, else what the colours mean. */
export function Readout({
  session,
  dataset,
  probe,
  scale,
}: {
  session: Session;
  dataset: DatasetValues;
  probe: Signal<Probe | null>;
  scale: Signal<Scale>;
}) {
  const at = probe.value;
  const { outputs, kind, inputs } = dataset.description;
  if (at === null) {
    void session.networkRevision.value;
    const colors = palette.value;
    if (outputs > 1 && kind === 'classification' && settings.output.signal.value === null && settings.unit.signal.value === null) {
      return (
        <div class="boundary-readout">
          {Array.from({ length: outputs }, (_, k) => (
            <span class="key" key={k}>
              <i style={{ background: css(colors.classes[k % colors.classes.length]!) }} /> class {k + 1}
            </span>
          ))}
        </div>
      );
    }
    const unit = settings.unit.signal.value;
    const [low, high] = scale.value;
    const isGaussian = unit !== null && session.model.units[unit]?.activation === 'gaussian';
    return (
      <div class="boundary-readout">
        {inputs === 1 ? (
          <span>Points are the data, the line is the network.</span>
        ) : (
          <>
            <span class="num">{isGaussian ? '0' : formatSignificant(low, 2)}</span>
            <i class={isGaussian ? 'ramp ramp-half' : 'ramp'} aria-hidden="true" />
            <span class="num">{isGaussian ? '1' : formatSignificant(high, 2)}</span>
            <span class="hint">{kind === 'classification' ? 'ringed: answered wrongly' : 'points: targets'}</span>
          </>
        )}
      </div>
    );
  }
  const { answer, pattern } = at;
  const target =
    pattern === null
      ? null
      : kind === 'classification'
        ? `pattern ${pattern + 1}, class ${outputs === 1 ? (classOf(dataset, pattern) === 1 ? '+' : '−') : classOf(dataset, pattern) + 1}`
        : `pattern ${pattern + 1}, target ${formatSignificant(dataset.targets[pattern * outputs])}`;
  return (
    <div class="boundary-readout" data-testid="boundary-probe">
      <span class="num">
        ({formatSignificant(at.x)}, {formatSignificant(at.y)})
      </span>
      <span aria-hidden="true">→</span>
      <strong class="num">{answer.outputs.map((v) => formatSignificant(v)).join(' · ') || '–'}</strong>
      <span class="hint">{target}</span>
    </div>
  );
}
