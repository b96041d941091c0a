// node evaluate.mjs FOLDER: evaluates every NAME.onnx there on the patterns of NAME.input (float32, row by row) and writes
// NAME.output (float32) and, if the model has it, NAME.label (int64).
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

const folder = process.argv[2];
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.onnx')).sort()) {
  await evaluate(join(folder, file));
}

async function evaluate(path) {
  const stem = path.slice(0, -'.onnx'.length);
  const session = await ort.InferenceSession.create(await readFile(path));
  const bytes = await readFile(`${stem}.input`);
  const inputs = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / Float32Array.BYTES_PER_ELEMENT);
  const columns = session.inputMetadata[0].shape[1];
  const results = await session.run({ input: new ort.Tensor('float32', inputs, [inputs.length / columns, columns]) });
  for (const [name, tensor] of Object.entries(results)) {
    await writeFile(`${stem}.${name}`, new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength));
  }
  await session.release();
}
