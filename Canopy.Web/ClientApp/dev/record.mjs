// Records a run as the page receives it, for work without a server and for tests:
//   node --experimental-websocket dev/record.mjs http://localhost:8050 RUN_ID recordings/NAME.json
import { writeFileSync } from 'node:fs';

const [server, run, file] = process.argv.slice(2);
const get = async (path) => (await fetch(new URL(path, server))).json();

const description = await get(`/v1/runs/${run}`);
const dataset = await get(`/v1/runs/${run}/dataset`);
const [options, generators, system] = await Promise.all(['/v1/options', '/v1/generators', '/v1/system'].map(get));

const frames = [];
const url = new URL(`/ws/training?run=${run}&after=0`, server.replace(/^http/, 'ws'));
const socket = new WebSocket(url, ['canopy.binary.v1']);
socket.binaryType = 'arraybuffer';
socket.onmessage = ({ data }) => {
  const bytes = Buffer.from(data);
  const seq = Number(bytes.readBigInt64LE(8));
  if (seq > 0) {
    frames.push(bytes.toString('base64'));
  }
  if (seq >= description.head_seq) {
    writeFileSync(file, `${JSON.stringify({ system, options, generators, description, dataset, frames }, null, 1)}\n`);
    console.log(`${frames.length} frames, to entry ${seq}`);
    socket.close();
  }
};
