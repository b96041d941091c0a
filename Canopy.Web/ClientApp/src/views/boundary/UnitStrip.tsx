import type { Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatSignificant } from '../../base/format';
import type { Drawable } from '../../base/raf';
import { invalidate } from '../../base/raf';
import type { DatasetValues } from '../../protocol/contracts';
import type { Session } from '../../store/session';
import { settings } from '../../store/settings';
import { palette } from '../palette';
import { useSignalWatch } from '../ui/hooks';
import type { Probe } from './boundaryView';
import { viewOf } from './boundaryView';
import type { InputStatistics } from './geometry';
import { planeOf } from './geometry';
import type { MapClient } from './mapClient';

const SIZE = 40;

/** What each hidden unit responds to: small maps beside each other; choosing one shows it large. */
export function UnitStrip(props: {
  session: Session;
  maps: MapClient;
  dataset: DatasetValues;
  statistics: InputStatistics;
  probe: Signal<Probe | null>;
}) {
  const { session, maps, dataset, statistics, probe } = props;
  const strip = useRef<HTMLDivElement>(null);
  const pictures = useMemo(() => new UnitPicturesStore(session, maps), []);
  void session.networkRevision.value;
  const units = session.model.units;
  const chosen = settings.unit.signal.value;
  const at = probe.value;

  useEffect(() => session.watch(pictures, 'network'), []);
  useSignalWatch(() => {
    const { area, axes, base } = viewOf(dataset, statistics);
    pictures.show({ plane: planeOf(area, axes, base), palette: palette.value });
  }, [dataset]);
  useEffect(() => {
    pictures.strip = strip.current;
    invalidate(pictures);
  });

  if (units.length === 0) {
    return (
      <div class="unit-strip unit-strip-empty" data-testid="unit-strip">
        No hidden unit yet. What each one responds to will be shown here.
      </div>
    );
  }
  return (
    <div class="unit-strip" ref={strip} role="group" aria-label="What each hidden unit responds to" data-testid="unit-strip">
      {units.map((unit) => (
        <button
          key={unit.index}
          type="button"
          class="unit-map"
          aria-pressed={chosen === unit.index}
          aria-label={`Unit ${unit.index + 1}, ${unit.activation}`}
          data-tip={`Unit ${unit.index + 1}: ${unit.activation}`}
          onClick={() => (settings.unit.signal.value = chosen === unit.index ? null : unit.index)}
        >
          <canvas width={SIZE} height={SIZE} data-unit={unit.index} />
          <span class="num">{at === null ? unit.index + 1 : formatSignificant(at.answer.hidden[unit.index], 2)}</span>
        </button>
      ))}
    </div>
  );
}

/** Asks for the maps of units that have none, and puts what comes into the canvases. */
class UnitPicturesStore implements Drawable {
  strip: HTMLElement | null = null;
  private scene: { readonly plane: ReturnType<typeof planeOf>; readonly palette: typeof palette.value } | null = null;
  private key = '';
  /** Units that were asked for, and that there are pictures of. */
  private asked = 0;
  private have = 0;
  private readonly images: ImageData[] = [];

  constructor(
    private readonly session: Session,
    private readonly maps: MapClient,
  ) {}

  show(scene: NonNullable<UnitPicturesStore['scene']>): void {
    this.scene = scene;
    invalidate(this);
  }

  draw(): void {
    const { scene, session } = this;
    const network = session.model.network();
    if (scene === null || network === null) {
      return;
    }
    const key = `${JSON.stringify(scene.plane)} ${scene.palette.text} ${session.model.generation}`;
    if (key !== this.key) {
      this.key = key;
      this.asked = 0;
      this.have = 0;
    }
    if (network.units.length > this.asked) {
      this.asked = network.units.length;
      const colors = { ramp: scene.palette.diverging, classes: scene.palette.classes, neutral: scene.palette.neutral };
      this.maps.request({ type: 'units', network, plane: scene.plane, resolution: SIZE, from: this.have, colors }, (result) => {
        if (key !== this.key) {
          return;
        }
        for (const [i, pixels] of result.pixels.entries()) {
          this.images[result.from + i] = new ImageData(pixels, SIZE, SIZE);
        }
        this.have = Math.max(this.have, result.from + result.pixels.length);
        this.paint(result.from);
      });
    }
    this.paint(0);
  }

  private paint(from: number): void {
    for (const canvas of this.strip?.querySelectorAll('canvas') ?? []) {
      const index = Number(canvas.dataset['unit']);
      const image = this.images[index];
      if (index >= from && index < this.have && image !== undefined && drawn.get(canvas) !== image) {
        drawn.set(canvas, image);
        canvas.getContext('2d')?.putImageData(image, 0, 0);
      }
    }
  }
}

const drawn = new WeakMap<HTMLCanvasElement, ImageData>();
