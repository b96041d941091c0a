/** What the generator needs of a JSON schema, as the committed documents have it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly (string | null)[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly description?: string;
}

type Schemas = Readonly<Record<string, Schema>>;

/** contracts/backend.json: OpenAPI. */
export interface BackendDocument {
  readonly components: { readonly schemas: Schemas };
}

/** contracts/web.json: AsyncAPI, with the numbers of binary frames and columns. */
export interface WebDocument {
  readonly channels: { readonly training: { readonly messages: Readonly<Record<string, unknown>> } };
  readonly components: { readonly schemas: Schemas; readonly messages: Readonly<Record<string, { readonly 'x-kind'?: number }>> };
  readonly 'x-columns': Readonly<Record<string, number>>;
}

/** What the page sends; types only, in the very names of the wire. */
const SENT = ['CreateRun', 'RunCommand', 'SignIn'];

/** What the page reads; payloads of frames and what these refer to come by themselves. */
const READ = [
  ...['RunDescription', 'RunPage', 'DatasetValues', 'RunCommandResult', 'OptionCatalogueBody', 'GeneratorCatalogueBody'],
  ...['SystemStatus', 'SessionStatus', 'StatusChange', 'PhaseChange', 'CascadeAdd', 'Topology', 'ParamsUpdated', 'OwnerChange'],
  ...['ConnectionEstablished', 'InitialStatus', 'Ping', 'ServerShutdown'],
];

/** Options are found by their paths (`candidate.patience`), so the page keeps them as a tree in the names of the wire. */
const TREES = ['TrainingOptions', 'JsonObject'];

/** The text of src/protocol/contracts.ts. @throws Error where the documents say what this generator cannot express. */
export function generate(backend: BackendDocument, web: WebDocument): string {
  const schemas = merge(backend.components.schemas, web.components.schemas);
  const received = closure(schemas, READ);
  const sent = closure(schemas, SENT).filter((name) => !received.includes(name));
  const declarations = [
    ...received.map((name) => declaration(name, find(schemas, name), receivedObject)),
    ...sent.map((name) => declaration(name, find(schemas, name), sentObject)),
    frameTypes(web),
    columns(web),
  ];
  const used = [...RUNTIME].filter((name) => declarations.some((text) => new RegExp(`\\b${name}\\b`).test(text))).sort();
  return [
    '// Generated from contracts/*.json by `npm run contracts`; not edited by hand.\n',
    `import { type OptionValues, ${used.join(', ')} } from './shape';\n`,
    ...declarations,
  ].join('\n');
}

const RUNTIME = [
  'arrayOf',
  'boolean',
  'date',
  'floats',
  'integer',
  'number',
  'object',
  'oneOf',
  'optional',
  'optionTree',
  'recordOf',
  'string',
];

/** Both documents describe the types that they share, and must say the same of them. */
function merge(a: Schemas, b: Schemas): Schemas {
  for (const name of Object.keys(a)) {
    if (name in b && JSON.stringify(a[name]) !== JSON.stringify(b[name])) {
      throw new Error(`The documents differ in ${name}: ${JSON.stringify(a[name])} and ${JSON.stringify(b[name])}.`);
    }
  }
  return { ...a, ...b };
}

function find(schemas: Schemas, name: string): Schema {
  const schema = schemas[name];
  if (schema === undefined) {
    throw new Error(`No document has ${name}.`);
  }
  return schema;
}

/** The named schemas after those that they refer to. */
function closure(schemas: Schemas, names: readonly string[]): string[] {
  const found: string[] = [];
  const visit = (name: string): void => {
    if (!found.includes(name) && !TREES.includes(name)) {
      for (const [, reference] of JSON.stringify(find(schemas, name)).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
        visit(reference!);
      }
      found.push(name);
    }
  };
  names.forEach(visit);
  return found;
}

function declaration(name: string, schema: Schema, object: (name: string, schema: Schema) => string): string {
  return schema.enum === undefined ? object(name, schema) : enumeration(name, schema);
}

function enumeration(name: string, schema: Schema): string {
  const values = `${name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_VALUES`;
  return [
    `export const ${values} = [${words(schema).join(', ')}] as const;`,
    `${comment(schema, '')}export type ${name} = (typeof ${values})[number];`,
    `export const read${name} = /* @__PURE__ */ oneOf(${values});\n`,
  ].join('\n');
}

function receivedObject(name: string, schema: Schema): string {
  const fields = Object.entries(schema.properties ?? {});
  const types = fields.map(([field, s]) => {
    const absent = isOptional(schema, field) ? ' | null' : '';
    return `${comment(s, '  ')}  readonly ${camelCase(field)}: ${typeOf(s, true)}${absent};\n`;
  });
  const readers = fields.map(([field, s]) => {
    const reader = readerOf(s);
    return `  ${camelCase(field)}: ${isOptional(schema, field) ? `optional(${reader})` : reader},\n`;
  });
  return [
    `${comment(schema, '')}export interface ${name} {\n${types.join('')}}\n`,
    `export const read${name} = /* @__PURE__ */ object<${name}>({\n${readers.join('')}});\n`,
  ].join('\n');
}

function sentObject(name: string, schema: Schema): string {
  const types = Object.entries(schema.properties ?? {}).map(([field, s]) => {
    return `${comment(s, '  ')}  readonly ${field}${isOptional(schema, field) ? '?' : ''}: ${typeOf(s, false)};\n`;
  });
  return `${comment(schema, '')}export interface ${name} {\n${types.join('')}}\n`;
}

function frameTypes(web: WebDocument): string {
  const kinds = Object.keys(web.channels.training.messages).map((name) => [web.components.messages[name]!['x-kind'], name] as const);
  const rows = kinds.map(([kind, name]) => `  ${kind}: '${name}',\n`).join('');
  return [
    `/** Kind of a binary frame → its name. */\nexport const FRAME_TYPES = {\n${rows}} as const;\n`,
    'export type FrameType = (typeof FRAME_TYPES)[keyof typeof FRAME_TYPES];\n',
  ].join('\n');
}

function columns(web: WebDocument): string {
  const rows = Object.entries(web['x-columns']).map(([name, id]) => `  ${id}: '${name}',\n`);
  return [
    `/** Id of a column of epochs → its name. */\nexport const COLUMNS = {\n${rows.join('')}} as const;\n`,
    'export type Column = (typeof COLUMNS)[keyof typeof COLUMNS];\n',
  ].join('\n');
}

function typeOf(schema: Schema, isReceived: boolean): string {
  if (schema.$ref !== undefined) {
    const name = referred(schema.$ref);
    return TREES.includes(name) ? 'OptionValues' : name;
  }
  switch (formOf(schema)) {
    case 'words':
      return words(schema).join(' | ');
    case 'date':
      return isReceived ? 'Date' : 'string';
    case 'floats':
      return isReceived ? 'Float32Array' : 'readonly number[]';
    case 'array':
      return `readonly ${parenthesised(typeOf(schema.items!, isReceived))}[]`;
    case 'record':
      return `Readonly<Record<string, ${typeOf(schema.additionalProperties!, isReceived)}>>`;
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
  }
}

function readerOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = referred(schema.$ref);
    return TREES.includes(name) ? 'optionTree' : `read${name}`;
  }
  const form = formOf(schema);
  switch (form) {
    case 'words':
      return `oneOf([${words(schema).join(', ')}])`;
    case 'array':
      return `arrayOf(${readerOf(schema.items!)})`;
    case 'record':
      return `recordOf(${readerOf(schema.additionalProperties!)})`;
    default:
      return form;
  }
}

type Form = 'words' | 'string' | 'date' | 'boolean' | 'integer' | 'number' | 'floats' | 'array' | 'record';

function formOf(schema: Schema): Form {
  if (schema.enum !== undefined) {
    return 'words';
  }
  if (isNumber(schema)) {
    return 'number';
  }
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  switch (types.length === 1 ? types[0] : undefined) {
    case 'string':
      return schema.format === 'date-time' ? 'date' : 'string';
    case 'boolean':
      return 'boolean';
    case 'integer':
      return 'integer';
    case 'array':
      return isNumber(schema.items!) && schema.items!.anyOf![0]!.format === 'float' ? 'floats' : 'array';
    case 'object':
      if (schema.additionalProperties !== undefined) {
        return 'record';
      }
  }
  throw new Error(`The page has no form for ${JSON.stringify(schema)}.`);
}

/** A number, or a word for what JSON has no number for. */
function isNumber(schema: Schema): boolean {
  return schema.anyOf?.[0]?.type === 'number' && schema.anyOf[1]?.enum?.includes('NaN') === true;
}

function words(schema: Schema): string[] {
  return schema.enum!.filter((word) => word !== null).map((word) => `'${word}'`);
}

/** Nothing is null but what says so; it counts as absent. */
function isOptional(parent: Schema, field: string): boolean {
  return parent.required?.includes(field) !== true || [parent.properties![field]!.type ?? []].flat().includes('null');
}

function referred(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function parenthesised(type: string): string {
  return type.includes(' | ') || type.startsWith('readonly ') ? `(${type})` : type;
}

function camelCase(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function comment(schema: Schema, indent: string): string {
  return schema.description === undefined ? '' : `${indent}/** ${schema.description.replace(/\s+/g, ' ')} */\n`;
}
