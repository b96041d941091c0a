import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';

/** Buttons over a picture for what wheel and drag do. */
export function ZoomTools(props: { onZoom: (factor: number) => void; onReset: () => void; children?: ComponentChildren }) {
  return (
    <div class="stage-tools">
      <button type="button" class="icon-button" aria-label="Zoom in" data-tip="Zoom in (+)" onClick={() => props.onZoom(1.5)}>
        <Icon name="plus" />
      </button>
      <button type="button" class="icon-button" aria-label="Zoom out" data-tip="Zoom out (−)" onClick={() => props.onZoom(1 / 1.5)}>
        <Icon name="minus" />
      </button>
      <button type="button" class="icon-button" aria-label="Show everything" data-tip="Show everything (0)" onClick={props.onReset}>
        <Icon name="fit" />
      </button>
      {props.children}
    </div>
  );
}
