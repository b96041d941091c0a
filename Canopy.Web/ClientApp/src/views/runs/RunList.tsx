import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatAgo, formatInteger, formatPercent, formatSignificant } from '../../base/format';
import type { RunDescription } from '../../protocol/contracts';
import { RUN_STATUS_VALUES } from '../../protocol/contracts';
import { mayChange } from '../../store/permission';
import { forgetPages, listProblem, listState, next, refreshRuns, removeRun, runs, showMoreRuns, total } from '../../store/runs';
import { settings, showRun } from '../../store/settings';
import { STATUS_WORDS, statusWord } from '../overview/words';
import { Icon } from '../ui/Icon';
import { isStarting, watchTwoSpirals } from './quickStart';

const REFRESH_MS = 2000;

/** All runs, newest first. */
export function RunList() {
  const search = settings.search.signal.value;
  const filter = settings.filter.signal.value;
  useEffect(() => {
    forgetPages();
    const typed = window.setTimeout(() => void refreshRuns(), search === '' ? 0 : 200);
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') {
        void refreshRuns();
      }
    }, REFRESH_MS);
    return () => {
      window.clearTimeout(typed);
      window.clearInterval(timer);
    };
  }, [search, filter]);

  const isFiltered = search !== '' || filter !== '';
  if (listState.value === 'loading') {
    return <p class="placeholder page-note">Loading the runs …</p>;
  }
  if (listState.value === 'unreachable' && runs.value.length === 0) {
    return (
      <div class="welcome" role="alert">
        <h1>The server cannot be reached</h1>
        <p>The runs will be shown here as soon as it answers. This page keeps trying.</p>
        <button type="button" class="button" onClick={() => void refreshRuns()}>
          Try now
        </button>
      </div>
    );
  }
  if (runs.value.length === 0 && !isFiltered) {
    return <Welcome />;
  }
  return (
    <div class="run-list">
      <div class="run-list-head">
        <h1>Runs</h1>
        <input
          type="search"
          placeholder="Search name, note or tag"
          aria-label="Search runs"
          data-testid="run-search"
          value={search}
          onInput={(e) => (settings.search.signal.value = e.currentTarget.value)}
        />
        <select
          aria-label="Status"
          data-testid="run-filter"
          value={filter}
          onChange={(e) => (settings.filter.signal.value = e.currentTarget.value as typeof filter)}
        >
          <option value="">Any status</option>
          {RUN_STATUS_VALUES.filter((status) => status !== 'unknown').map((status) => (
            <option key={status} value={status}>
              {STATUS_WORDS[status]}
            </option>
          ))}
        </select>
        <span class="hint num">{formatInteger(total.value)}</span>
        <span class="spacer" />
        {mayChange() ? (
          <button
            type="button"
            class="button"
            data-testid="watch-two-spirals"
            disabled={isStarting.value}
            onClick={() => void watchTwoSpirals()}
          >
            Watch two spirals
          </button>
        ) : null}
      </div>
      {listProblem.value === null ? null : (
        <p class="inline-error" role="alert">
          {listProblem.value} This is the list as it was.
        </p>
      )}
      {runs.value.length === 0 ? (
        <p class="placeholder">
          No run matches.{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              settings.search.signal.value = '';
              settings.filter.signal.value = '';
            }}
          >
            Show all runs
          </button>
        </p>
      ) : (
        <div class="table-scroll">
          <table class="run-table" data-testid="run-table">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Status</th>
                <th scope="col" class="col-wide">
                  Progress
                </th>
                <th scope="col" class="right col-wide">
                  Epoch
                </th>
                <th scope="col" class="right">
                  Units
                </th>
                <th scope="col" class="right">
                  Loss
                </th>
                <th scope="col" class="right col-wide">
                  Accuracy
                </th>
                <th scope="col" class="right col-wide">
                  Created
                </th>
                {mayChange() ? (
                  <th scope="col">
                    <span class="visually-hidden">Delete</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {runs.value.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next.value === null ? null : (
        <button type="button" class="button more" onClick={() => void showMoreRuns()}>
          Show more
        </button>
      )}
    </div>
  );
}

function RunRow({ run }: { run: RunDescription }) {
  const isAsking = useSignal(false);
  const maximum = typeof run.options['max_hidden_units'] === 'number' ? run.options['max_hidden_units'] : 0;
  const share = run.status === 'completed' ? 1 : maximum > 0 ? run.hiddenUnits / maximum : 0;
  return (
    <tr data-testid="run-row" data-run={run.id} onClick={() => showRun(run.id)}>
      <th scope="row">
        <a
          href={`?run=${encodeURIComponent(run.id)}`}
          onClick={(e) => {
            if (!e.ctrlKey && !e.metaKey && !e.shiftKey) {
              e.preventDefault();
              showRun(run.id);
            }
            e.stopPropagation();
          }}
        >
          {run.name}
        </a>
        <span class="hint">
          {run.dataset.name}, {formatInteger(run.dataset.patterns)} patterns
        </span>
        {run.unreadable === null ? null : (
          <span class="hint" data-testid="unreadable" title={run.unreadable}>
            Written by a newer Canopy
          </span>
        )}
      </th>
      <td>
        <span class="pill" data-status={run.status}>
          <i aria-hidden="true" />
          {run.queuePosition === null ? statusWord(run) : `Waiting, place ${run.queuePosition}`}
        </span>
      </td>
      <td class="col-wide">
        <span class="progress" role="img" aria-label={`${run.hiddenUnits} of ${maximum} hidden units`}>
          <i style={{ width: `${Math.min(100, share * 100)}%` }} data-status={run.status} />
        </span>
      </td>
      <td class="right num col-wide">{formatInteger(run.epoch)}</td>
      <td class="right num">
        {run.hiddenUnits}
        <span class="hint">
          {'\u202f'}/{'\u202f'}
          {maximum}
        </span>
      </td>
      <td class="right num">{formatSignificant(run.loss)}</td>
      <td class="right num col-wide">{formatPercent(run.accuracy)}</td>
      <td class="right hint col-wide" title={run.createdAt.toLocaleString()}>
        {formatAgo(run.createdAt, new Date())}
      </td>
      {mayChange() ? (
        // biome-ignore lint/a11y/useKeyWithClickEvents: it keeps the row from taking clicks on the buttons in it.
        <td class="right" onClick={(e) => e.stopPropagation()}>
          {isAsking.value ? (
            <span class="confirm">
              <button type="button" class="button button-danger" data-testid="delete-confirm" onClick={() => void removeRun(run)}>
                Delete
              </button>
              <button type="button" class="button" onClick={() => (isAsking.value = false)}>
                Keep
              </button>
            </span>
          ) : (
            <button
              type="button"
              class="icon-button"
              data-testid="delete"
              aria-label={`Delete ${run.name}`}
              data-tip="Delete"
              onClick={() => (isAsking.value = true)}
            >
              <Icon name="trash" />
            </button>
          )}
        </td>
      ) : null}
    </tr>
  );
}

/** Nothing is there yet: what this is, and the one thing to do. */
function Welcome() {
  return (
    <div class="welcome" data-testid="welcome">
      <h1>Watch a network grow</h1>
      <p>
        A Cascade-Correlation network starts without hidden units. Whenever its outputs can learn no more, a pool of candidates competes to
        explain the error that is left; the best one joins for good. Here you see it happen.
      </p>
      {mayChange() ? (
        <div class="welcome-actions">
          <button
            type="button"
            class="button button-primary button-large"
            data-testid="watch-two-spirals"
            disabled={isStarting.value}
            onClick={() => void watchTwoSpirals()}
          >
            <Icon name="play" fill /> Watch two spirals
          </button>
          <button type="button" class="button button-large" onClick={() => (settings.dialog.signal.value = 'new')}>
            Choose another problem
          </button>
        </div>
      ) : (
        <p>There are no runs yet. Those that others start will be shown here.</p>
      )}
    </div>
  );
}
