import type { ComponentChildren } from 'preact';
import { settings } from '../../store/settings';
import { Icon } from './Icon';

export type PanelName = 'metrics' | 'candidates' | 'topology' | 'boundary';

/** A titled part of the dashboard that can fill the page. */
export function Panel(props: {
  name: PanelName;
  title: string;
  /** Beside the title: what it shows just now. */
  summary?: ComponentChildren;
  tools?: ComponentChildren;
  children: ComponentChildren;
}) {
  const panel = settings.panel.signal;
  const isLarge = panel.value === props.name;
  const title = `${props.name}-title`;
  return (
    <section class={`panel panel-${props.name}`} data-large={isLarge} data-testid={`panel-${props.name}`} aria-labelledby={title}>
      <header class="panel-head">
        <h2 id={title}>{props.title}</h2>
        <div class="panel-summary">{props.summary}</div>
        <div class="panel-tools">
          {props.tools}
          <button
            type="button"
            class="icon-button"
            data-testid={`maximise-${props.name}`}
            aria-pressed={isLarge}
            aria-label={isLarge ? 'Show all panels' : `Enlarge ${props.title}`}
            data-tip={isLarge ? 'Show all panels (Esc)' : 'Enlarge'}
            onClick={() => (panel.value = isLarge ? '' : props.name)}
          >
            <Icon name={isLarge ? 'shrink' : 'enlarge'} />
          </button>
        </div>
      </header>
      <div class="panel-body">{props.children}</div>
    </section>
  );
}
