// node admission.mjs POLICIES PODS
// What the ValidatingAdmissionPolicies of the first YAML file say to each Pod of the second, as the API server would: by an
// independent implementation of CEL. Prints JSON: [{pod, policy, message}], one for each validation that fails.
import { Environment } from '@marcbachmann/cel-js';
import { read } from './documents.mjs';

const [policyFile, podFile] = process.argv.slice(2);
const { objects } = await read(policyFile);
const { objects: pods } = await read(podFile);
const of = (kind) => objects.filter((object) => object.kind === kind);
const cel = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false, enableOptionalTypes: true });

const report = [];
for (const pod of pods) {
  for (const binding of of('ValidatingAdmissionPolicyBinding').filter((candidate) => isBound(candidate, pod.metadata.namespace))) {
    const policy = of('ValidatingAdmissionPolicy').find((candidate) => candidate.metadata.name === binding.spec.policyName);
    for (const message of failures(policy.spec, celValue(pod))) report.push({ pod: pod.metadata.name, policy: policy.metadata.name, message });
  }
}
process.stdout.write(`${JSON.stringify(report)}\n`);

function* failures(spec, object) {
  const names = { object, oldObject: null, variables: {} };
  for (const { expression } of spec.matchConditions ?? []) if (cel.evaluate(expression, names) !== true) return;
  for (const { name, expression } of spec.variables ?? []) names.variables[name] = cel.evaluate(expression, names);
  for (const { expression, message } of spec.validations) {
    let holds;
    try {
      holds = cel.evaluate(expression, names);
    } catch (error) {
      if (spec.failurePolicy === 'Ignore') continue;
      holds = `${error.message}`;
    }
    if (holds !== true) yield holds === false ? message : `${message} (${holds})`;
  }
}

/** Namespaces of ours have the two labels that the bindings may name. */
function isBound(binding, namespace) {
  const labels = { 'kubernetes.io/metadata.name': namespace, ...(namespace.startsWith('canopy-') ? { 'app.kubernetes.io/part-of': 'canopy' } : {}) };
  const selector = binding.spec.matchResources?.namespaceSelector ?? {};
  if (selector.matchExpressions !== undefined) throw new Error(`${binding.metadata.name}: matchExpressions are not read`);
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

/** CEL has integers of their own. */
function celValue(value) {
  if (Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(celValue);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, celValue(child)]));
}
