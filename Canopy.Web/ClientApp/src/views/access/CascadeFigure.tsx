const INPUTS = [268, 294, 320];
const HIDDEN = [
  [104, 228],
  [158, 186],
  [212, 144],
  [266, 102],
] as const;
const OUTPUTS = [320, 364];
/** Above everything that feeds the outputs. */
const OUTPUT_Y = 56;
const LEFT = 36;

const rows = [...INPUTS, ...HIDDEN.map(([, y]) => y)];
const weights = [
  ...HIDDEN.flatMap(([x], unit) => rows.slice(0, INPUTS.length + unit).map((y) => [x, y] as const)),
  ...OUTPUTS.flatMap((x) => rows.map((y) => [x, y] as const)),
];

/** A cascade as the network's panel draws it: every unit is fed by all inputs and by all units before it. */
export function CascadeFigure() {
  return (
    <svg class="cascade-figure" viewBox="0 24 400 320" aria-hidden="true">
      <g class="cascade-links">
        {INPUTS.map((y) => (
          <path key={y} d={`M${LEFT} ${y}H${OUTPUTS.at(-1)}`} />
        ))}
        {HIDDEN.map(([x, y]) => (
          <path key={x} d={`M${x} ${INPUTS.at(-1)}V${y}H${OUTPUTS.at(-1)}`} />
        ))}
        {OUTPUTS.map((x) => (
          <path key={x} d={`M${x} ${INPUTS.at(-1)}V${OUTPUT_Y}`} />
        ))}
      </g>
      <g class="cascade-weights">
        {weights.map(([x, y], i) => {
          // Of any size and sign, but the same each time.
          const size = 5 + ((i * 7) % 9);
          return (
            <rect key={i} x={x - size / 2} y={y - size / 2} width={size} height={size} rx="1.5" data-sign={(i * 5) % 3 === 0 ? '-' : '+'} />
          );
        })}
      </g>
      {INPUTS.map((y) => (
        <circle key={y} class="cascade-input" cx={LEFT} cy={y} r="9" />
      ))}
      {HIDDEN.map(([x, y], i) => (
        <circle key={x} class="cascade-unit" cx={x} cy={y} r="13" style={{ animationDelay: `${0.2 + i * 0.3}s` }} />
      ))}
      {OUTPUTS.map((x) => (
        <circle key={x} class="cascade-unit" cx={x} cy={OUTPUT_Y} r="13" />
      ))}
    </svg>
  );
}
