import { formatInteger, formatPercent, formatSignificant } from '../../base/format';
import type { Session } from '../../store/session';

/** The run in rows: what each unit brought. The same as the chart says, for those who read tables. */
export function PhaseTable({ session }: { session: Session }) {
  void session.revision.value;
  const { spans, units } = session.model;
  const phases = spans.filter((span) => span.phase === 'output');
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
            <th scope="col">Accuracy</th>
            <th scope="col">Error bits</th>
          </tr>
        </thead>
        <tbody>
          {phases.map((span) => {
            const unit = units[span.units - 1];
            return (
              <tr key={span.units}>
                <th scope="row">{span.units}</th>
                <td>{unit === undefined ? '–' : formatInteger(unit.epoch)}</td>
                <td>{formatSignificant(unit?.correlation)}</td>
                <td>{unit?.activation ?? '–'}</td>
                <td>{formatInteger((span.end ?? session.epoch.value) - span.start)}</td>
                <td>{formatSignificant(span.loss)}</td>
                <td>{formatPercent(span.accuracy)}</td>
                <td>{formatInteger(span.errorBits)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
