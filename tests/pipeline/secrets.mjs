// node secrets.mjs FOLDER: reads paths of files in FOLDER, one a line, from the standard input, looks for secrets in them,
// and prints [{file, line, message}].
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { performance } from 'node:perf_hooks';
import { createEngine } from '@secretlint/node';

// It notes the time of each step of each file in a list that it searches at each step: with many files, nearly all of the time.
performance.mark = () => {};

const folder = process.argv[2];
const engine = await createEngine({
  color: false,
  formatter: 'json',
  maskSecrets: true,
  configFileJSON: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] },
});

const problems = [];
for await (const file of createInterface({ input: process.stdin })) {
  const bytes = await readFile(join(folder, file));
  if (bytes.includes(0)) continue; // not text
  const { output } = await engine.executeOnContent({ content: bytes.toString('utf8'), filePath: file });
  for (const result of JSON.parse(output)) {
    for (const { loc, message, ruleId } of result.messages) problems.push({ file, line: loc.start.line, message: `${ruleId}: ${message}` });
  }
}
process.stdout.write(JSON.stringify(problems));
