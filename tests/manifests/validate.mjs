// node validate.mjs [--openapi FILE --crds FOLDER] FILE...
// Validates every object of the YAML files, strictly: by the npm packages' schemas, or by those of the files that are named.
// Prints JSON: [{file, object, path, message}], empty when all is well. Ends with 0 whenever it could validate.
import { parseArgs } from 'node:util';
import { read } from './documents.mjs';
import { validators as fromModels } from './models.mjs';

const { values, positionals: files } = parseArgs({ allowPositionals: true, options: { openapi: { type: 'string' }, crds: { type: 'string' } } });
const contents = await Promise.all(files.map(async (file) => ({ file, ...(await read(file)) })));
const kinds = contents.flatMap(({ objects }) => objects).filter((object) => object?.apiVersion && object?.kind);
const validate = values.openapi
  ? await (await import('./openapi.mjs')).validators(values.openapi, values.crds)
  : await fromModels(distinct(kinds));

const report = [];
for (const { file, objects, problems } of contents) {
  for (const problem of problems) report.push({ file, object: '', ...problem });
  objects.forEach((object, index) => {
    const name = `${object?.kind ?? 'document'}/${object?.metadata?.name ?? index + 1}`;
    for (const problem of check(object)) report.push({ file, object: name, ...problem });
  });
}
process.stdout.write(`${JSON.stringify(report)}\n`);

function check(object) {
  if (typeof object?.apiVersion !== 'string' || typeof object?.kind !== 'string') return [{ path: '', message: 'has no apiVersion and kind' }];
  return validate(object) ?? (values.openapi ? [] : [{ path: '', message: `no schema is known for ${object.apiVersion} ${object.kind} (of Kubernetes itself only stable versions are taken)` }]);
}

function distinct(objects) {
  return [...new Map(objects.map((object) => [`${object.apiVersion} ${object.kind}`, object])).values()];
}
