// node dockerfiles.mjs FILE...: lints Dockerfiles by dockerfile-utils (syntax) and dockerfilelint (habits);
// prints [{file, line, message}].
import { readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import dockerfilelint from 'dockerfilelint';

const problems = [];
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  for (const { range, message } of validate(text)) problems.push({ file, line: range.start.line + 1, message });
  const found = dockerfilelint.run(file, text, { rules: {} });
  for (const { line, title, description } of found) problems.push({ file, line: Number(line), message: `${title}: ${description}` });
}
process.stdout.write(JSON.stringify(problems));
