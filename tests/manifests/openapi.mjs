// Schemas as files: the OpenAPI document of a Kubernetes release and CustomResourceDefinitions, made strict for ajv.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parseAllDocuments } from 'yaml';

const intOrString = { anyOf: [{ type: 'integer' }, { type: 'string', minLength: 1 }] };
const quantity = { anyOf: [{ type: 'number' }, { type: 'string', pattern: '^[+-]?([0-9]+|[0-9]+\\.[0-9]*|\\.[0-9]+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?[0-9]+))?$' }] };
// Patterns of CustomResourceDefinitions are Go's, where a flag stands within.
const regExp = Object.assign((pattern, flags) => new RegExp(pattern.replaceAll('(?i)', ''), pattern.includes('(?i)') ? `${flags}i` : flags), { code: 'new RegExp' });
const serverFields = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };

/** Makes a function that gives the problems of an object; null where neither the document nor a definition knows its kind. */
export async function validators(openApiFile, crdFolder) {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, code: { regExp } });
  const references = new Map();
  const document = JSON.parse(await readFile(openApiFile, 'utf8'));
  for (const [name, schema] of Object.entries(document.definitions)) {
    document.definitions[name] = replaced(name) ?? strict(schema);
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
      references.set(`${group ? `${group}/` : ''}${version} ${kind}`, `openapi#/definitions/${name}`);
    }
  }
  ajv.addSchema({ $id: 'openapi', definitions: document.definitions });
  for (const definition of await definitionsOf(crdFolder)) {
    const { group, names, versions } = definition.spec;
    for (const version of versions) {
      const key = `${group}/${version.name} ${names.kind}`;
      const schema = version.schema.openAPIV3Schema;
      ajv.addSchema({ ...strict({ ...schema, properties: { ...schema.properties, ...serverFields } }), $id: key.replace(' ', '/') });
      references.set(key, key.replace(' ', '/'));
    }
  }
  return (object) => {
    const reference = references.get(`${object.apiVersion} ${object.kind}`);
    if (reference === undefined) return null;
    const validate = ajv.getSchema(reference);
    return validate(object) ? [] : validate.errors.map(problem);
  };
}

function problem({ instancePath, message, keyword, params }) {
  if (keyword === 'additionalProperties') return { path: `${instancePath}/${params.additionalProperty}`, message: 'unknown field' };
  return { path: instancePath, message: params.allowedValues ? `${message}: ${params.allowedValues.join(', ')}` : message };
}

function replaced(name) {
  if (name.endsWith('.util.intstr.IntOrString')) return intOrString;
  return name.endsWith('.api.resource.Quantity') ? quantity : null;
}

/** A schema in which an object with listed properties has no others, all the way down. */
function strict(schema) {
  if (Array.isArray(schema)) return schema.map(strict);
  if (schema === null || typeof schema !== 'object') return schema;
  if (schema['x-kubernetes-int-or-string']) return intOrString;
  const copy = {};
  for (const [key, value] of Object.entries(schema)) {
    copy[key] = key === 'properties' ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, strict(child)])) : key === 'default' || key === 'enum' ? value : strict(value);
  }
  const open = schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties !== undefined;
  if (schema.properties !== undefined && !open) copy.additionalProperties = false;
  // OpenAPI's word for "or null".
  return schema.nullable ? { anyOf: [{ type: 'null' }, copy] } : copy;
}

async function definitionsOf(folder) {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS())).filter((object) => object?.kind === 'CustomResourceDefinition');
}
