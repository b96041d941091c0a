// Schemas that come as npm packages: kubernetes-models. Their compiled validators check types, required fields, formats, Quantity
// and IntOrString, but let unknown fields and null pass; those are found by walking an object along the packages' type declarations.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = dirname(fileURLToPath(import.meta.url));
const root = createRequire(import.meta.url);
const packages = { 'cert-manager.io': '@kubernetes-models/cert-manager', 'acme.cert-manager.io': '@kubernetes-models/cert-manager', 'gateway.networking.k8s.io': '@kubernetes-models/gateway-api' };

/** Makes a function that gives the problems of an object, for objects of these kinds; null where no package knows a kind. */
export async function validators(kinds) {
  const known = new Map();
  for (const { apiVersion, kind } of kinds) {
    const module = moduleOf(apiVersion, kind);
    if (module !== null) known.set(`${apiVersion} ${kind}`, { module, kind });
  }
  const types = typesOf([...known.values()]);
  for (const entry of known.values()) entry.model = (await import(entry.module))[entry.kind];
  return (object) => {
    const entry = known.get(`${object.apiVersion} ${object.kind}`);
    if (entry === undefined) return null;
    return [...invalid(entry.model, object), ...unknown(types.checker, types.of(entry), object)];
  };
}

function moduleOf(apiVersion, kind) {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const name = packages[group] ?? 'kubernetes-models';
  // The packages keep versions that clusters no longer serve, or not by default.
  if (name === 'kubernetes-models' && /\/v\d+(alpha|beta)/.test(apiVersion)) return null;
  const folder = join(here, 'node_modules', name);
  return existsSync(join(folder, apiVersion, `${kind}.d.ts`)) ? `${name}/${apiVersion}/${kind}` : null;
}

function* invalid(Model, object) {
  try {
    new Model(object).validate();
  } catch (error) {
    if (error.errors === undefined) throw error;
    // Of a oneOf that nothing passed, each branch complains too; all of it is told, because any may be what was meant.
    for (const { instancePath, message, params, keyword } of error.errors) {
      const detail = params?.missingProperty ?? params?.type ?? params?.format ?? params?.allowedValues?.join(', ') ?? '';
      yield { path: instancePath, message: `${message ?? keyword}${String(message).includes(detail) ? '' : ` (${detail})`}` };
    }
  }
}

function typesOf(entries) {
  const name = join(here, 'kinds.ts');
  const text = entries.map(({ module, kind }, index) => `import type { I${kind} as T${index} } from '${module}';\nexport type K${index} = T${index};`).join('\n');
  const options = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, strict: true, noLib: true, types: [], skipLibCheck: true };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022) : getSourceFile.call(host, file, ...rest));
  host.fileExists = (file) => file === name || fileExists.call(host, file);
  host.readFile = (file) => (file === name ? text : readFile.call(host, file));
  const program = ts.createProgram([name, root.resolve('typescript/lib/lib.es5.d.ts')], options, host);
  const checker = program.getTypeChecker();
  const exports = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(name)));
  const byName = new Map(exports.map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]));
  return { checker, of: (entry) => byName.get(`K${entries.indexOf(entry)}`) };
}

function* unknown(checker, type, value, path = '') {
  if (value === null) {
    yield { path, message: 'must not be null' };
    return;
  }
  if (typeof value !== 'object') return;
  const candidates = parts(type).filter((part) => part.flags & ts.TypeFlags.Object);
  if (Array.isArray(value)) {
    const element = candidates.map((part) => checker.getIndexTypeOfType(part, ts.IndexKind.Number)).find((part) => part !== undefined);
    if (element !== undefined) for (const [index, item] of value.entries()) yield* unknown(checker, element, item, `${path}/${index}`);
    return;
  }
  if (candidates.length === 0) return; // any: what an API takes as it comes
  for (const [key, child] of Object.entries(value)) {
    const field = fieldOf(checker, candidates, key);
    if (field === undefined) yield { path: `${path}/${key}`, message: 'unknown field' };
    else yield* unknown(checker, field, child, `${path}/${key}`);
  }
}

function fieldOf(checker, candidates, key) {
  for (const part of candidates) {
    const property = checker.getPropertyOfType(part, key);
    const type = property === undefined ? checker.getIndexTypeOfType(part, ts.IndexKind.String) : checker.getTypeOfSymbol(property);
    if (type !== undefined) return type;
  }
  return undefined;
}

const parts = (type) => (type.isUnion() ? type.types : type.isIntersection() ? type.types : [type]);
