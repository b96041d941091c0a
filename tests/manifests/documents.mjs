// Objects of YAML files, and what is wrong with the YAML itself.
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';

/** @returns {Promise<{objects: object[], problems: {path: string, message: string}[]}>} */
export async function read(file) {
  const text = await readFile(file, 'utf8');
  const problems = [];
  const documents = parseAllDocuments(text, { uniqueKeys: true });
  for (const document of documents) {
    for (const error of document.errors) problems.push({ path: '', message: error.message.split('\n')[0] });
  }
  if (problems.length > 0) return { objects: [], problems };

  // kubectl reads YAML 1.1, where yes, on and 010 are no text; what both versions read alike, every tool does.
  const objects = documents.map((document) => document.toJS());
  const older = parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());
  objects.forEach((object, index) => {
    if (!isDeepStrictEqual(object, older[index])) {
      problems.push({ path: '', message: `document ${index + 1} is read differently by YAML 1.1 and 1.2 (yes, no, on, off, 010, 1:30 want quotes)` });
    }
  });
  return { objects: objects.filter((object) => object !== null), problems };
}
