// failed-tests.mjs FOLDER: names every failed test of the reports in FOLDER (TRX of the solution, vitest's JSON of the page),
// each with the beginning of its message, so that the end of a long log says what went wrong.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const linesOfMessage = 15;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node eng/failed-tests.mjs FOLDER");
  process.exit(2);
}

for (const file of readdirSync(folder, { recursive: true }).sort()) {
  for (const { name, message } of failuresOf(file)) {
    console.log(`\nFailed: ${name}`);
    for (const line of message.trim().split("\n").slice(0, linesOfMessage)) {
      console.log(`  ${line.trimEnd()}`);
    }
  }
}

function failuresOf(file) {
  const read = () => readFileSync(join(folder, file), "utf8");
  if (file.endsWith(".trx")) return ofSolution(read());
  return file.endsWith(".json") ? ofPage(JSON.parse(read())) : [];
}

function* ofSolution(report) {
  for (const [, attributes, content] of report.matchAll(/<UnitTestResult ([^>]*[^/])>(.*?)<\/UnitTestResult>/gs)) {
    if (attribute(attributes, "outcome") === "Failed") {
      const message = /<Message>(.*?)<\/Message>/s.exec(content)?.[1] ?? "";
      yield { name: attribute(attributes, "testName"), message: text(message) };
    }
  }
}

function* ofPage(report) {
  for (const file of report.testResults) {
    if (file.status === "failed" && file.assertionResults.length === 0) {
      yield { name: file.name, message: file.message };
    }
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      if (status === "failed") yield { name: fullName, message: failureMessages.join("\n") };
    }
  }
}

function attribute(attributes, name) {
  return text(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
}

function text(xml) {
  const named = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return xml.replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, (entity, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(parseInt(decimal, 10));
    return named[name] ?? entity;
  });
}
