import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatInteger, formatSignificant } from '../../base/format';
import type { Session } from '../../store/session';
import { settings } from '../../store/settings';
import { palette } from '../palette';
import { useSignalWatch } from '../ui/hooks';
import { Icon } from '../ui/Icon';
import { Panel } from '../ui/Panel';
import type { CandidateReading } from './candidatesChart';
import { CandidatesChart, roundShown } from './candidatesChart';

export function CandidatesPanel({ session }: { session: Session }) {
  const reading = useMemo(() => signal<CandidateReading | null>(null), []);
  const isTable = settings.candidatesTable.signal.value === 'table';
  const count = session.roundCount.value;
  return (
    <Panel
      name="candidates"
      title="Candidates"
      summary={<Summary session={session} reading={reading} />}
      tools={
        <>
          <RoundPicker session={session} />
          <button
            type="button"
            class="icon-button"
            aria-pressed={isTable}
            aria-label="Show as a table"
            data-tip="Show as a table"
            onClick={() => (settings.candidatesTable.signal.value = isTable ? 'chart' : 'table')}
          >
            <Icon name="table" />
          </button>
        </>
      }
    >
      {count === 0 ? (
        <p class="placeholder" data-testid="candidates-empty">
          No candidates yet. When the output weights no longer improve, a pool of candidate units will compete here.
        </p>
      ) : null}
      {isTable ? <RoundTable session={session} /> : <Chart session={session} reading={reading} isEmpty={count === 0} />}
    </Panel>
  );
}

function Chart({ session, reading, isEmpty }: { session: Session; reading: { value: CandidateReading | null }; isEmpty: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<CandidatesChart | null>(null);
  useEffect(() => {
    const drawn = new CandidatesChart(host.current!, session.model, (value) => (reading.value = value));
    chart.current = drawn;
    const unwatch = session.watch(drawn, 'candidates');
    return () => {
      unwatch();
      drawn.dispose();
    };
  }, []);
  useSignalWatch(() => {
    chart.current?.show({ round: settings.round.signal.value, palette: palette.value });
  }, []);
  return (
    <div
      class="candidates-chart"
      ref={host}
      data-empty={isEmpty}
      data-testid="candidates-chart"
      role="img"
      aria-label="Score of every candidate of the round by epoch; the best one is strong."
    />
  );
}

function Summary({ session, reading }: { session: Session; reading: { value: CandidateReading | null } }) {
  void session.revision.value;
  const round = roundShown(session.model, settings.round.signal.value);
  if (round === null) {
    return null;
  }
  const at = reading.value;
  if (at !== null) {
    return (
      <span class="legend">
        <span class="key">
          #{at.candidate + 1} <b class="num w7">{formatSignificant(at.score)}</b>
        </span>
        <span class="key hint">
          epoch <b class="num">{formatInteger(at.epoch)}</b>
        </span>
      </span>
    );
  }
  const [winner] = round.winners;
  const best = winner?.candidate ?? round.best();
  const score = winner?.correlation ?? round.latest()[best];
  const names = winner === undefined ? `#${best + 1}` : round.winners.map((w) => `#${w.candidate + 1}`).join(', ');
  return (
    <span class="legend">
      <span class="key">
        <i class="key-candidate" />
        {winner === undefined ? 'best' : 'installed'} {names} <b class="num w7">{formatSignificant(score)}</b>
      </span>
      <span class="key hint">
        of <b class="num">{round.poolSize}</b>
      </span>
    </span>
  );
}

function RoundPicker({ session }: { session: Session }) {
  void session.roundCount.value;
  const rounds = session.model.rounds.all;
  const chosen = settings.round.signal.value;
  const shown = roundShown(session.model, chosen);
  const at = shown === null ? -1 : rounds.indexOf(shown);
  const go = (position: number) => {
    const target = rounds[position];
    // The newest round is followed, so that the next one is shown as soon as it begins.
    settings.round.signal.value = target === undefined || position === rounds.length - 1 ? null : target.index;
  };
  return (
    <div class="stepper" role="group" aria-label="Round">
      <button
        type="button"
        class="icon-button"
        aria-label="Previous round"
        data-testid="round-previous"
        disabled={at <= 0}
        onClick={() => go(at - 1)}
      >
        <Icon name="left" />
      </button>
      <select
        aria-label="Round"
        data-testid="round"
        value={chosen === null || at < 0 ? '' : String(chosen)}
        onChange={(e) => (settings.round.signal.value = e.currentTarget.value === '' ? null : Number(e.currentTarget.value))}
      >
        <option value="">{rounds.length === 0 ? 'No round' : `Round ${rounds.length} (newest)`}</option>
        {rounds.slice(0, -1).map((round, i) => (
          <option key={round.index} value={round.index}>
            Round {i + 1}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="icon-button"
        aria-label="Next round"
        data-testid="round-next"
        disabled={at < 0 || at >= rounds.length - 1}
        onClick={() => go(at + 1)}
      >
        <Icon name="right" />
      </button>
    </div>
  );
}

function RoundTable({ session }: { session: Session }) {
  void session.revision.value;
  const round = roundShown(session.model, settings.round.signal.value);
  if (round === null) {
    return null;
  }
  const latest = round.latest();
  const ranked = Array.from(latest.keys()).sort((a, b) => latest[b]! - latest[a]!);
  return (
    <div class="table-scroll" tabIndex={0} data-testid="candidates-table">
      <table>
        <caption class="visually-hidden">Candidates of round {session.model.rounds.all.indexOf(round) + 1}, best first</caption>
        <thead>
          <tr>
            <th scope="col">Rank</th>
            <th scope="col">Candidate</th>
            <th scope="col">Score</th>
            <th scope="col">
              <span class="visually-hidden">Result</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.slice(0, 100).map((candidate, i) => {
            const installed = round.winners.find((w) => w.candidate === candidate);
            return (
              <tr key={candidate}>
                <td>{i + 1}</td>
                <th scope="row">#{candidate + 1}</th>
                <td>{formatSignificant(latest[candidate], 4)}</td>
                <td>{installed === undefined ? '' : `unit ${installed.unitIndex + 1}`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
