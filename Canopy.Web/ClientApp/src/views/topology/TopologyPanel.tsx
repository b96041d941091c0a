import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatCount, formatSignificant } from '../../base/format';
import { invalidate } from '../../base/raf';
import type { Session } from '../../store/session';
import { settings } from '../../store/settings';
import { palette } from '../palette';
import { download, fileName } from '../ui/download';
import { useSignalWatch } from '../ui/hooks';
import { Panel } from '../ui/Panel';
import { listenPanZoom } from '../ui/panZoom';
import { Segmented } from '../ui/Segmented';
import { ZoomTools } from '../ui/ZoomTools';
import type { Drawing } from './drawing';
import type { Emphasis } from './shapes';
import { TopologyPicture } from './topologyPicture';

interface Hover {
  readonly text: string;
  readonly value: string;
}

export function TopologyPanel({ session }: { session: Session }) {
  const picture = useRef<TopologyPicture | null>(null);
  const hover = useMemo(() => signal<Hover | null>(null), []);
  const save = async (kind: 'svg' | 'png') => {
    const name = session.run.value?.name ?? 'network';
    if (kind === 'svg') {
      const text = picture.current?.svg(`${name}: the network`);
      if (text) {
        download(fileName(name, 'svg'), new Blob([text], { type: 'image/svg+xml' }));
      }
    } else {
      const blob = await picture.current?.png();
      if (blob) {
        download(fileName(name, 'png'), blob);
      }
    }
  };
  return (
    <Panel
      name="topology"
      title="Network"
      summary={<Summary session={session} hover={hover} />}
      tools={
        <>
          <Segmented
            label="Drawing"
            testId="topology-layout"
            value={settings.topology.signal.value}
            options={[
              { value: 'cascade', label: 'Cascade' },
              { value: 'links', label: 'Links' },
              { value: 'matrix', label: 'Matrix' },
            ]}
            onChange={(value) => {
              settings.topologyView.signal.value = null;
              settings.topology.signal.value = value;
            }}
          />
          <button
            type="button"
            class="text-button"
            data-testid="save-png"
            data-tip="Save the drawing as an image"
            onClick={() => void save('png')}
          >
            PNG
          </button>
          <button
            type="button"
            class="text-button"
            data-testid="save-svg"
            data-tip="Save the drawing for print"
            onClick={() => void save('svg')}
          >
            SVG
          </button>
        </>
      }
    >
      <Stage session={session} picture={picture} hover={hover} />
    </Panel>
  );
}

function Stage({
  session,
  picture,
  hover,
}: {
  session: Session;
  picture: { current: TopologyPicture | null };
  hover: { value: Hover | null };
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  void session.networkRevision.value;
  const isEmpty = session.model.outputWeights.length === 0;

  useEffect(() => {
    const element = canvas.current!;
    const drawn = new TopologyPicture(element, session.model);
    picture.current = drawn;
    const unwatch = session.watch(drawn, 'network');
    const observer = new ResizeObserver(() => invalidate(drawn));
    observer.observe(element);
    const unlisten = listenPanZoom(element, {
      pan,
      zoom: (factor, at) => zoom(factor, at.x - at.width / 2, at.y - at.height / 2),
      reset: () => (settings.topologyView.signal.value = null),
      hover: (place) => {
        const at = place === null ? null : drawn.at(place.x, place.y);
        drawn.emphasise(at?.emphasis ?? null);
        hover.value = at === null ? null : describe(at);
      },
    });
    return () => {
      unwatch();
      unlisten();
      observer.disconnect();
    };
  }, []);
  useSignalWatch(() => {
    picture.current?.show({
      layout: settings.topology.signal.value,
      view: settings.topologyView.signal.value as readonly [number, number, number] | null,
      palette: palette.value,
    });
  }, []);

  const { units } = session.model;
  const layers = new Set(units.map((unit) => unit.layer)).size;
  const label = `The network: ${formatCount(session.hiddenUnits.value, 'hidden unit')}${
    layers < units.length ? ` in ${formatCount(layers, 'layer')}` : ''
  }, each linked to all inputs and all units of the layers before it.`;
  return (
    <div
      class="topology-stage"
      data-testid="topology"
      data-units={units.map((unit) => unit.index + 1).join(',')}
      data-layers={units.map((unit) => unit.layer).join(',')}
    >
      <canvas ref={canvas} class="topology-canvas" data-testid="topology-canvas" tabIndex={0} role="img" aria-label={label} />
      {isEmpty ? <p class="placeholder">The network appears with its first weights.</p> : null}
      <ZoomTools onZoom={(factor) => zoom(factor)} onReset={() => (settings.topologyView.signal.value = null)} />
    </div>
  );
}

function Summary({ session, hover }: { session: Session; hover: { value: Hover | null } }) {
  const at = hover.value;
  if (at !== null) {
    return (
      <span class="legend" data-testid="topology-hover">
        <span class="key">
          {at.text} <b class="num">{at.value}</b>
        </span>
      </span>
    );
  }
  const { inputs, outputs } = session.run.value?.dataset ?? { inputs: 0, outputs: 0 };
  return (
    <span class="legend">
      <span class="key">
        <i class="key-positive" /> +
      </span>
      <span class="key">
        <i class="key-negative" /> −
      </span>
      <span class="key hint">
        {inputs} →{' '}
        <b class="num" data-testid="unit-count">
          {session.hiddenUnits}
        </b>{' '}
        → {outputs}
      </span>
    </span>
  );
}

function describe({ emphasis, drawing }: { emphasis: Emphasis; drawing: Drawing }): Hover {
  const { source, target } = emphasis;
  const weight = source !== null && target !== null ? drawing.weight({ source, target }) : null;
  if (source !== null && target !== null && weight !== null) {
    return { text: `${drawing.sourceName(source)} → ${drawing.targetName(target)}`, value: formatSignificant(weight, 4) };
  }
  if (target !== null) {
    const unit = drawing.network.units[target];
    const links = formatCount(drawing.linksTo(target), 'weight');
    const layer = drawing.order.isWide && unit !== undefined ? `layer ${unit.layer}, ` : '';
    return { text: drawing.targetName(target), value: unit === undefined ? links : `${unit.activation}, ${layer}${links}` };
  }
  return { text: source === null ? '' : drawing.sourceName(source), value: '' };
}

function zoom(factor: number, x = 0, y = 0): void {
  const [scale, dx, dy] = settings.topologyView.signal.value ?? [1, 0, 0];
  const next = Math.max(0.5, Math.min(20, scale! * factor));
  const share = next / scale!;
  settings.topologyView.signal.value = [next, x - (x - dx!) * share, y - (y - dy!) * share];
}

function pan(x: number, y: number): void {
  const [scale, dx, dy] = settings.topologyView.signal.value ?? [1, 0, 0];
  settings.topologyView.signal.value = [scale!, dx! + x, dy! + y];
}
