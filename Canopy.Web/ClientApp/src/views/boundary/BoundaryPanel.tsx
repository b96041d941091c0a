import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatSignificant } from '../../base/format';
import { invalidate } from '../../base/raf';
import { evaluate } from '../../network/forward';
import type { DatasetValues } from '../../protocol/contracts';
import type { Session } from '../../store/session';
import { settings } from '../../store/settings';
import { palette } from '../palette';
import { useLatest, useSignalWatch } from '../ui/hooks';
import { Icon } from '../ui/Icon';
import { Panel } from '../ui/Panel';
import type { Place } from '../ui/panZoom';
import { listenPanZoom } from '../ui/panZoom';
import { Segmented } from '../ui/Segmented';
import { ZoomTools } from '../ui/ZoomTools';
import { BoundaryPicture } from './boundaryPicture';
import type { Probe, View } from './boundaryView';
import { viewOf } from './boundaryView';
import type { Area, InputStatistics } from './geometry';
import { inputStatistics, panArea, toX, toY, zoomArea } from './geometry';
import { MapClient } from './mapClient';
import type { Scale } from './Readout';
import { Readout } from './Readout';
import { UnitStrip } from './UnitStrip';

/** How near the pointer must be to a point to mean it. */
const TOUCH_PIXELS = 9;
const RESOLUTIONS = [50, 100, 150, 200, 300, 400];

export function BoundaryPanel({ session }: { session: Session }) {
  const dataset = session.dataset.value;
  const outputs = dataset?.description.outputs ?? 1;
  const unit = settings.unit.signal.value;
  const isRegression = dataset?.description.kind === 'regression';
  return (
    <Panel
      name="boundary"
      title={isRegression ? 'Response' : 'Decision boundary'}
      summary={
        unit === null ? null : (
          <button type="button" class="chip" onClick={() => (settings.unit.signal.value = null)} data-testid="boundary-unit">
            unit {unit + 1} <Icon name="close" />
          </button>
        )
      }
      tools={
        // A unit's response has neither outputs nor classes.
        dataset !== null && dataset.description.inputs > 1 && unit === null ? (
          <>
            {outputs > 1 ? (
              <select
                aria-label="Output"
                data-testid="boundary-output"
                value={settings.output.signal.value ?? (isRegression ? 0 : '')}
                onChange={(e) => (settings.output.signal.value = e.currentTarget.value === '' ? null : Number(e.currentTarget.value))}
              >
                {isRegression ? null : <option value="">All outputs</option>}
                {Array.from({ length: outputs }, (_, k) => (
                  <option key={k} value={k}>
                    Output {k + 1}
                  </option>
                ))}
              </select>
            ) : null}
            {isRegression ? null : (
              <Segmented
                label="Map"
                value={settings.boundary.signal.value}
                options={[
                  { value: 'confidence', label: 'Confidence' },
                  { value: 'classes', label: 'Classes' },
                ]}
                onChange={(value) => (settings.boundary.signal.value = value)}
              />
            )}
          </>
        ) : null
      }
    >
      {dataset === null ? (
        <p class="placeholder">Waiting for the data …</p>
      ) : (
        <Boundary session={session} dataset={dataset} key={dataset.description.hash} />
      )}
    </Panel>
  );
}

function Boundary({ session, dataset }: { session: Session; dataset: DatasetValues }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useRef<BoundaryPicture | null>(null);
  const maps = useMemo(() => new MapClient(), []);
  const statistics = useMemo(() => inputStatistics(dataset), [dataset]);
  const probe = useMemo(() => signal<Probe | null>(null), []);
  const scale = useMemo(() => signal<Scale>([-0.5, 0.5]), []);
  const view = viewOf(dataset, statistics);
  const latest = useLatest(view);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) {
      return undefined;
    }
    const drawn = new BoundaryPicture(element, session.model, maps, ([low, high]) => {
      if (low !== scale.value[0] || high !== scale.value[1]) {
        scale.value = [low, high];
      }
    });
    picture.current = drawn;
    const unwatch = session.watch(drawn, 'network');
    return () => {
      unwatch();
      maps.dispose();
    };
  }, []);
  useSignalWatch(() => {
    const { axes, base, area, shown } = viewOf(dataset, statistics);
    const tolerance = Array.from(statistics.high, (high, i) => (high - statistics.low[i]!) / 4);
    picture.current?.show({
      dataset,
      axes,
      base,
      tolerance,
      area,
      shown,
      resolution: settings.resolution.signal.value,
      points: settings.points.signal.value === 'shown',
      palette: palette.value,
    });
  }, [dataset]);
  useEffect(
    () =>
      listenPanZoom(canvas.current!, {
        pan: (dx, dy, { width, height }) => {
          const { area } = latest.current;
          setArea(panArea(area, (-dx * (area.x1 - area.x0)) / width, (dy * (area.y1 - area.y0)) / height));
        },
        zoom: (factor, { x, y, width, height }) => zoomBy(latest.current, factor, x / width, y / height),
        reset: () => (settings.area.signal.value = null),
        hover: (place) => {
          probe.value = place === null ? null : look(session, dataset, latest.current, place);
          picture.current?.point(probe.value === null || dataset.description.inputs === 1 ? null : probe.value);
        },
      }),
    [],
  );
  useEffect(() => {
    const element = canvas.current!;
    const observer = new ResizeObserver(() => invalidate(picture.current!));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const { inputs } = dataset.description;
  return (
    <div class="boundary">
      <div class="boundary-layout" data-curve={inputs === 1}>
        {inputs > 2 ? <SliceChooser dataset={dataset} statistics={statistics} /> : null}
        <div class="boundary-area">
          <div class="boundary-stage" data-testid="boundary">
            <canvas
              ref={canvas}
              class="boundary-canvas"
              data-testid="boundary-canvas"
              data-revision="0"
              tabIndex={0}
              role="img"
              aria-label={`Map of what the network answers over ${inputs === 1 ? 'the input' : `inputs ${view.axes[0] + 1} and ${view.axes[1] + 1}`}. Arrow keys move it, plus and minus zoom, 0 shows everything.`}
            />
            <ZoomTools onZoom={(factor) => zoomBy(latest.current, factor)} onReset={() => (settings.area.signal.value = null)}>
              <button
                type="button"
                class="icon-button"
                aria-label="Data points"
                data-tip="Data points"
                aria-pressed={settings.points.signal.value === 'shown'}
                onClick={() => (settings.points.signal.value = settings.points.signal.value === 'shown' ? 'hidden' : 'shown')}
              >
                <Icon name="dots" />
              </button>
            </ZoomTools>
          </div>
        </div>
        <div class="boundary-line">
          <Readout session={session} dataset={dataset} probe={probe} scale={scale} />
          {inputs > 1 ? <ResolutionPicker /> : null}
        </div>
        {inputs > 1 ? <UnitStrip session={session} maps={maps} dataset={dataset} statistics={statistics} probe={probe} /> : null}
      </div>
    </div>
  );
}

/** How fine the map is. */
function ResolutionPicker() {
  return (
    <select
      class="resolution"
      aria-label="Resolution: pixels of the map on each side"
      data-testid="boundary-resolution"
      value={settings.resolution.signal.value}
      onChange={(e) => (settings.resolution.signal.value = Number(e.currentTarget.value))}
    >
      {[...new Set([...RESOLUTIONS, settings.resolution.signal.value])]
        .sort((a, b) => a - b)
        .map((r) => (
          <option key={r} value={r}>
            {r} × {r}
          </option>
        ))}
    </select>
  );
}

function SliceChooser({ dataset, statistics }: { dataset: DatasetValues; statistics: InputStatistics }) {
  const { inputs } = dataset.description;
  const { axes, base } = viewOf(dataset, statistics);
  const setAxis = (which: 0 | 1, input: number) => {
    const next: [number, number] = [...axes];
    if (next[1 - which] === input) {
      next[1 - which] = next[which]!;
    }
    next[which] = input;
    settings.area.signal.value = null;
    settings.axes.signal.value = next;
  };
  const options = Array.from({ length: inputs }, (_, i) => (
    <option key={i} value={i}>
      input {i + 1}
    </option>
  ));
  return (
    <div class="slice" data-testid="slice">
      <label>
        x{' '}
        <select value={axes[0]} onChange={(e) => setAxis(0, Number(e.currentTarget.value))}>
          {options}
        </select>
      </label>
      <label>
        y{' '}
        <select value={axes[1]} onChange={(e) => setAxis(1, Number(e.currentTarget.value))}>
          {options}
        </select>
      </label>
      {Array.from({ length: inputs }, (_, i) => i)
        .filter((i) => i !== axes[0] && i !== axes[1])
        .map((i) => (
          <label key={i} class="slice-value">
            <span>input {i + 1}</span>
            <input
              type="range"
              min={statistics.low[i]}
              max={statistics.high[i]}
              step={(statistics.high[i]! - statistics.low[i]!) / 100}
              value={base[i]}
              onInput={(e) => (settings.slice.signal.value = base.map((v, j) => (j === i ? Number(e.currentTarget.value) : v)))}
            />
            <span class="num">{formatSignificant(base[i]!, 2)}</span>
          </label>
        ))}
      {settings.slice.signal.value === null ? null : (
        <button type="button" class="chip" onClick={() => (settings.slice.signal.value = null)}>
          means
        </button>
      )}
    </div>
  );
}

function setArea(area: Area): void {
  settings.area.signal.value = [area.x0, area.x1, area.y0, area.y1];
}

/** Makes the map `factor` times as large about a place given as shares of its sides. */
function zoomBy(view: View, factor: number, atX = 0.5, atY = 0.5): void {
  const { area, home } = view;
  setArea(zoomArea(area, home, area.x0 + atX * (area.x1 - area.x0), area.y1 - atY * (area.y1 - area.y0), 1 / factor));
}

/** What the network does at a place of the map, or with the pattern that is touched there. */
function look(session: Session, dataset: DatasetValues, view: View, place: Place): Probe {
  const network = session.model.network();
  const { axes, base, area } = view;
  const { inputs, patterns } = dataset.description;
  const input = [...base];
  input[axes[0]] = area.x0 + (place.x / place.width) * (area.x1 - area.x0);
  if (inputs > 1) {
    input[axes[1]] = area.y1 - (place.y / place.height) * (area.y1 - area.y0);
  }
  let pattern: number | null = null;
  let nearest = TOUCH_PIXELS;
  for (let p = 0; p < patterns && inputs > 1; p++) {
    const dx = toX(dataset.inputs[p * inputs + axes[0]]!, area, place.width) - place.x;
    const dy = toY(dataset.inputs[p * inputs + axes[1]]!, area, place.height) - place.y;
    const distance = Math.hypot(dx, dy);
    if (distance < nearest) {
      nearest = distance;
      pattern = p;
    }
  }
  if (pattern !== null && inputs === 2) {
    input[0] = dataset.inputs[pattern * 2]!;
    input[1] = dataset.inputs[pattern * 2 + 1]!;
  }
  const answer = network === null ? { outputs: [], hidden: [] } : evaluate(network, input);
  return { x: input[axes[0]]!, y: inputs > 1 ? input[axes[1]]! : (answer.outputs[0] ?? 0), answer, pattern };
}
