// node dockerfiles.mjs FILE...: lints Dockerfiles by dockerfile-utils (syntax) and dockerfilelint (habits);
// prints [{file, line, message}].
import { readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import dockerfilelint from 'dockerfilelint';

// What dockerfilelint does not know: that an ARG before FROM can name the base, and that HEALTHCHECK has an option with a
// hyphen. It is shown the same file without them, line by line; dockerfile-utils sees it as it is.
function simplified(text) {
  const defaults = new Map([...text.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]));
  return text
    .replace(/^FROM .*$/gm, (from) => from.replace(/\$\{(\w+)\}/g, (whole, name) => defaults.get(name) ?? whole))
    .replace(/^(HEALTHCHECK .*)--start-period=\d+\w* /gm, '$1');
}

const problems = [];
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  for (const { range, message } of validate(text)) problems.push({ file, line: range.start.line + 1, message });
  const found = dockerfilelint.run(file, simplified(text), { rules: {} });
  for (const { line, title, description } of found) problems.push({ file, line: Number(line), message: `${title}: ${description}` });
}
process.stdout.write(JSON.stringify(problems));
