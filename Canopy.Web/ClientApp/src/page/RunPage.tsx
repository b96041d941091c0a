import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import 'uplot/dist/uPlot.min.css';
import { formatCount } from '../base/format';
import { mayChange } from '../store/permission';
import type { Session } from '../store/session';
import { settings, showRun } from '../store/settings';
import { BoundaryPanel } from '../views/boundary/BoundaryPanel';
import { CandidatesPanel } from '../views/candidates/CandidatesPanel';
import { MetricsPanel } from '../views/metrics/MetricsPanel';
import { Controls, Pace } from '../views/overview/Controls';
import { Overview } from '../views/overview/Overview';
import { PHASE_WORDS, reasonWords, STATUS_WORDS } from '../views/overview/words';
import { TopologyPanel } from '../views/topology/TopologyPanel';

/** One run: where it stands, what can be done, and everything that can be seen of it. */
export function RunPage({ session }: { session: Session }) {
  const title = session.run.value?.name;
  useEffect(() => {
    document.title = title === undefined ? 'Canopy' : `${title} · Canopy`;
    return () => (document.title = 'Canopy');
  }, [title]);
  if (session.problem.value === 'unknown') {
    return (
      <div class="welcome" role="alert" data-testid="unknown-run">
        <h1>There is no such run</h1>
        <p>
          No run has the id <code>{session.id}</code>. It may have been deleted, or the server may have been started anew in demo mode,
          which keeps nothing.
        </p>
        <button type="button" class="button button-primary" onClick={() => showRun('')}>
          Show all runs
        </button>
      </div>
    );
  }
  return (
    <div class="run-page" data-panel={settings.panel.signal.value}>
      <h1 class="visually-hidden">{title ?? 'Run'}</h1>
      <section class="strip" aria-label="Overview">
        <Overview session={session} />
        {mayChange() ? (
          <div class="strip-controls">
            <Controls session={session} />
            <Pace session={session} />
          </div>
        ) : null}
      </section>
      {session.status.value === 'failed' && session.reason.value !== null ? (
        <div class="banner" role="alert" data-testid="failure">
          <strong>The run failed.</strong> {reasonWords(session.reason.value)[1]}
        </div>
      ) : null}
      {session.run.value?.unreadable ? (
        <div class="banner" role="status" data-testid="unreadable">
          <strong>Written by a newer Canopy.</strong> {session.run.value.unreadable}
        </div>
      ) : null}
      <div class="dashboard">
        <MetricsPanel session={session} />
        <CandidatesPanel session={session} />
        <TopologyPanel session={session} />
        <BoundaryPanel session={session} />
      </div>
      <Announcer session={session} />
    </div>
  );
}

/** Tells what changed to those who do not see it; not every epoch. */
function Announcer({ session }: { session: Session }) {
  const text = useComputed(() => {
    const status = STATUS_WORDS[session.status.value];
    const units = formatCount(session.hiddenUnits.value, 'hidden unit');
    const connection = session.connection.value.type === 'waiting' ? ' Connection lost, trying again.' : '';
    return `${status}. ${PHASE_WORDS[session.phase.value]}, ${units}.${connection}`;
  });
  return (
    <p class="visually-hidden" aria-live="polite" data-testid="announcer">
      {text}
    </p>
  );
}
