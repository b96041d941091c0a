import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatInteger, formatPercent, formatSignificant } from '../../base/format';
import type { Session } from '../../store/session';
import { settings } from '../../store/settings';
import { palette } from '../palette';
import { useSignalWatch } from '../ui/hooks';
import { Icon } from '../ui/Icon';
import { Panel } from '../ui/Panel';
import { Segmented } from '../ui/Segmented';
import { MetricsChart } from './metricsChart';
import type { MetricsReading } from './metricsScene';
import { PhaseTable } from './PhaseTable';

const WINDOWS = [0, 200, 1000, 5000];

export function MetricsPanel({ session }: { session: Session }) {
  const reading = useMemo(() => signal<MetricsReading | null>(null), []);
  const isTable = settings.metricsTable.signal.value === 'table';
  const windowSize = settings.window.signal.value;
  const classification = session.run.value?.dataset.kind !== 'regression';
  return (
    <Panel
      name="metrics"
      title="Loss"
      summary={isTable ? null : <Legend session={session} reading={reading} classification={classification} />}
      tools={
        <>
          {settings.zoom.signal.value === null ? null : (
            <button type="button" class="chip" data-testid="zoom-reset" onClick={() => (settings.zoom.signal.value = null)}>
              Reset zoom
            </button>
          )}
          <select
            aria-label="Epochs shown"
            data-testid="window"
            disabled={settings.x.signal.value === 'units'}
            value={windowSize}
            onChange={(e) => (settings.window.signal.value = Number(e.currentTarget.value))}
          >
            {[...new Set([...WINDOWS, windowSize])].map((w) => (
              <option key={w} value={w}>
                {w === 0 ? 'All epochs' : `Last ${formatInteger(w)}`}
              </option>
            ))}
          </select>
          <Segmented
            label="Along"
            testId="x-axis"
            value={settings.x.signal.value}
            options={[
              { value: 'epoch', label: 'Epochs' },
              { value: 'units', label: 'Units' },
              { value: 'time', label: 'Time' },
            ]}
            onChange={(value) => {
              settings.zoom.signal.value = null;
              settings.x.signal.value = value;
            }}
          />
          <Segmented
            label="Loss axis"
            testId="loss-scale"
            value={settings.lossScale.signal.value}
            options={[
              { value: 'log', label: 'Log' },
              { value: 'linear', label: 'Linear' },
            ]}
            onChange={(value) => (settings.lossScale.signal.value = value)}
          />
          <button
            type="button"
            class="icon-button"
            aria-pressed={isTable}
            aria-label="Show as a table"
            data-tip="Show as a table"
            onClick={() => (settings.metricsTable.signal.value = isTable ? 'chart' : 'table')}
          >
            <Icon name="table" />
          </button>
        </>
      }
    >
      {isTable ? <PhaseTable session={session} /> : <Charts session={session} reading={reading} classification={classification} />}
    </Panel>
  );
}

function Charts({
  session,
  reading,
  classification,
}: {
  session: Session;
  reading: { value: MetricsReading | null };
  classification: boolean;
}) {
  const upper = useRef<HTMLDivElement>(null);
  const lower = useRef<HTMLDivElement>(null);
  const chart = useRef<MetricsChart | null>(null);

  useEffect(() => {
    const drawn = new MetricsChart(
      upper.current!,
      lower.current!,
      session.model,
      (value) => {
        const before = reading.value;
        if (value?.atCursor !== before?.atCursor || (value?.atCursor && value.epoch !== before?.epoch)) {
          reading.value = value;
        }
      },
      (zoom) => (settings.zoom.signal.value = zoom),
    );
    chart.current = drawn;
    const unwatch = session.watch(drawn, 'metrics');
    return () => {
      unwatch();
      drawn.dispose();
    };
  }, []);
  useSignalWatch(() => {
    chart.current?.show({
      x: settings.x.signal.value,
      logLoss: settings.lossScale.signal.value === 'log',
      window: settings.window.signal.value,
      zoom: settings.zoom.signal.value as readonly [number, number] | null,
      classification,
      palette: palette.value,
    });
  }, [classification]);

  return (
    <div
      class="charts"
      data-testid="loss-chart"
      role="img"
      aria-label={`Loss by epoch${session.hasValidation.value ? ', dashed over the validation patterns' : ''}. Candidate phases are shaded; a line marks each unit that joined.`}
    >
      <div class="chart-upper" ref={upper} />
      <div class="chart-lower" ref={lower} hidden={!classification} />
    </div>
  );
}

/** What the lines are, with the values at the cursor, or those of now. */
function Legend({
  session,
  reading,
  classification,
}: {
  session: Session;
  reading: { value: MetricsReading | null };
  classification: boolean;
}) {
  const at = reading.value?.atCursor ? reading.value : null;
  const shown = at ?? {
    epoch: session.epoch.value,
    loss: session.loss.value,
    accuracy: session.accuracy.value,
    errorBits: session.errorBits.value,
    validationLoss: session.validationLoss.value,
    validationAccuracy: session.validationAccuracy.value,
  };
  const hasValidation = session.hasValidation.value;
  return (
    <div class="legend" data-testid="metrics-legend">
      <span class="key">
        <i class="key-loss" /> loss <b class="num w7">{formatSignificant(shown.loss)}</b>
      </span>
      {hasValidation ? (
        <span class="key" data-testid="legend-validation-loss">
          <i class="key-validation" /> validation <b class="num w7">{formatSignificant(shown.validationLoss)}</b>
        </span>
      ) : null}
      {classification ? (
        <>
          <span class="key">
            <i class="key-accuracy" /> accuracy <b class="num w7">{formatPercent(shown.accuracy)}</b>
          </span>
          {hasValidation ? (
            <span class="key" data-testid="legend-validation-accuracy">
              <i class="key-validation" /> validation <b class="num w7">{formatPercent(shown.validationAccuracy)}</b>
            </span>
          ) : null}
          <span class="key">
            <i class="key-bits" /> error bits <b class="num w5">{formatInteger(shown.errorBits)}</b>
          </span>
        </>
      ) : null}
      <span class="key hint">
        {at === null ? 'epoch' : 'at epoch'} <b class="num">{formatInteger(shown.epoch)}</b>
      </span>
    </div>
  );
}
