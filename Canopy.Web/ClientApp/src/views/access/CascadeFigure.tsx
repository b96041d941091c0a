const INPUTS = [252, 284, 316];
const HIDDEN = [
  [120, 204],
  [176, 156],
  [232, 108],
  [288, 60],
] as const;
const OUTPUTS = [84, 132];
const RIGHT = 360;

/** A cascade as the network's panel draws it: every unit is fed by all inputs and by all units before it. */
export function CascadeFigure() {
  return (
    <svg class="cascade-figure" viewBox="0 0 400 360" aria-hidden="true">
      <g class="cascade-links">
        {INPUTS.map((y) => (
          <path key={y} d={`M40 ${y}H${RIGHT - 30}`} />
        ))}
        {HIDDEN.map(([x, y]) => (
          <path key={x} d={`M${x} 316V${y}H${RIGHT - 30}`} />
        ))}
        {OUTPUTS.map((y) => (
          <path key={y} d={`M${RIGHT} 316V${y}`} transform={`translate(${y === OUTPUTS[0] ? 0 : -30})`} />
        ))}
      </g>
      <g class="cascade-weights">
        {HIDDEN.flatMap(([x], unit) => [
          ...INPUTS.map((y, input) => <rect key={`i${x}${y}`} x={x - 4} y={y - 4} width="8" height="8" rx="1.5" data-sign={(unit + input) % 3 === 0 ? '-' : '+'} />),
          ...HIDDEN.slice(0, unit).map(([, y], before) => (
            <rect key={`h${x}${y}`} x={x - 4} y={y - 4} width="8" height="8" rx="1.5" data-sign={(unit * before) % 2 === 0 ? '+' : '-'} />
          )),
        ])}
      </g>
      {INPUTS.map((y) => (
        <circle key={y} class="cascade-input" cx="40" cy={y} r="9" />
      ))}
      {HIDDEN.map(([x, y], i) => (
        <circle key={x} class="cascade-unit" cx={x} cy={y} r="13" style={{ animationDelay: `${0.25 + i * 0.35}s` }} />
      ))}
      {OUTPUTS.map((y, i) => (
        <circle key={y} class="cascade-output" cx={i === 0 ? RIGHT : RIGHT - 30} cy={y} r="10" />
      ))}
    </svg>
  );
}
