import { formatInteger, formatPercent, formatSignificant } from '../../base/format';
import type { Session } from '../../store/session';
import { resultSpan } from './metricsLines';

/** The run in rows: what each round of units brought. The same as the chart says, for those who read tables. */
export function PhaseTable({ session }: { session: Session }) {
  void session.revision.value;
  const { model } = session;
  const hasValidation = session.hasValidation.value;
  const phases = model.spans.filter((span) => span.phase === 'output');
  const joined = [...model.units, ...model.dropped];
  const result = resultSpan(model);
  return (
    <div class="table-scroll" tabIndex={0} data-testid="phase-table">
      <table>
        <caption class="visually-hidden">Loss, accuracy and error bits at the end of each output phase</caption>
        <thead>
          <tr>
            <th scope="col">Units</th>
            <th scope="col">Joined at epoch</th>
            <th scope="col">Score</th>
            <th scope="col">Activation</th>
            <th scope="col">Output epochs</th>
            <th scope="col">Loss</th>
            {hasValidation ? <th scope="col">Validation loss</th> : null}
            <th scope="col">Accuracy</th>
            {hasValidation ? <th scope="col">Validation accuracy</th> : null}
            <th scope="col">Error bits</th>
          </tr>
        </thead>
        <tbody>
          {phases.map((span, i) => {
            const units = joined.filter((u) => u.index < span.units && u.index >= (phases[i - 1]?.units ?? 0));
            return (
              <tr key={span.units} data-result={span === result}>
                <th scope="row">
                  {span.units}
                  {span === result ? ' (result)' : ''}
                </th>
                <td>{units[0] === undefined ? '–' : formatInteger(units[0].epoch)}</td>
                <td>{formatSignificant(units[0]?.correlation)}</td>
                <td>{[...new Set(units.map((u) => u.activation))].join(', ') || '–'}</td>
                <td>{formatInteger((span.end ?? session.epoch.value) - span.start)}</td>
                <td>{formatSignificant(span.loss)}</td>
                {hasValidation ? <td>{formatSignificant(span.validationLoss)}</td> : null}
                <td>{formatPercent(span.accuracy)}</td>
                {hasValidation ? <td>{formatPercent(span.validationAccuracy)}</td> : null}
                <td>{formatInteger(span.errorBits)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
