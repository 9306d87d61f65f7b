// An import of a folder, or the sync of a bucket, is killed at random moments. Whatever the moment: the store opens, each object is
// there whole or not at all, finishing gives exactly the right totals, and a second run adds nothing.
//   kills.mjs [--bucket] [--kills N] [--seed S]
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';

import { must, seeded } from './support/check.mjs';
import { eachLine, json, program, run, scratch } from './support/ctl.mjs';
import { startServer } from './support/s3_process.mjs';

const { values: options } = parseArgs({
  options: { bucket: { type: 'boolean', default: false }, kills: { type: 'string', default: '50' }, seed: { type: 'string' } },
});
const kills = Number(options.kills);
const seed = Number(options.seed ?? Date.now() % 1_000_000);
console.log(`${kills} kills, seed ${seed} (again: kills.mjs --kills ${kills} --seed ${seed})`);

const random = seeded(seed); // the same moments for the same seed
const folder = scratch('kills');
const [delivered, store] = [path.join(folder, 'objects'), path.join(folder, 'store')];

run(['generate', '--to', delivered, '--events', '15000', '--seed', '7', '--objects', options.bucket ? '400' : '120',
  '--end', '2026-11-22T12:00:00Z']);
const objects = readdirSync(delivered, { recursive: true }).filter(name => name.endsWith('.gz')).map(name => path.join(delivered, name));

// Two byte-identical events in two objects, and twice in one: all of them happened, all of them stay.
const twin = gunzipSync(readFileSync(objects[0])).toString().split('\n')[0];
writeFileSync(path.join(delivered, 'twin-a.log.gz'), gzipSync(`${twin}\n${twin}\n`));
writeFileSync(path.join(delivered, 'twin-b.log.gz'), gzipSync(`${twin}\n`));
objects.push(path.join(delivered, 'twin-a.log.gz'), path.join(delivered, 'twin-b.log.gz'));

/** Each line of every object -> in how many objects' lines it stands, and which object a line belongs to where that is one. */
const rows = new Map();
const ownerOf = new Map();
let total = 0;
for (const object of objects) {
  const lines = gunzipSync(readFileSync(object)).toString().split('\n').filter(Boolean);
  rows.set(object, lines.length);
  total += lines.length;
  for (const line of lines) ownerOf.set(line, ownerOf.has(line) && ownerOf.get(line) !== object ? null : object);
}

async function checkWhole() {
  if (!existsSync(path.join(store, 'segments'))) return { events: 0, objects: 0 };
  const found = new Map();
  let events = 0;
  await eachLine(['events', '--store', store, '--limit', '0', '--format', 'ndjson'], line => {
    must(ownerOf.has(line), `an event of the store stands in an object: ${line.slice(0, 120)}`);
    const owner = ownerOf.get(line);
    if (owner) found.set(owner, (found.get(owner) ?? 0) + 1);
    events += 1;
  });
  const unshared = new Map();
  for (const owner of ownerOf.values()) if (owner) unshared.set(owner, (unshared.get(owner) ?? 0) + 1);
  for (const [object, count] of found) {
    must(count >= unshared.get(object) && count <= rows.get(object), `${object} is whole: ${count} of ${rows.get(object)} rows`);
  }
  return { events, objects: found.size };
}

const command = options.bucket
  ? ['source', 'sync', '--endpoint', (await startServer(['--folder', delivered])).endpoint, '--bucket', 'b', '--store', store]
  : ['import', delivered, '--store', store];

/** Starts an import and kills it after `delay` ms; says whether it was still running, and how long it ran. */
function killedImport(delay) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['--json', ...command], { stdio: ['ignore', 'ignore', 'inherit'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), delay);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      resolve({ killed: signal === 'SIGKILL', code, ms: performance.now() - begun });
    });
  });
}

async function finishAndCheck() {
  json(command);
  const complete = await checkWhole();
  must(complete.events === total, `finished, the store has all ${total} events: ${complete.events}`);
  const again = json(command);
  must(again.rows_total === 0, `a second run adds nothing: ${again.rows_total}`);
  must((await checkWhole()).events === total, 'a second run changes nothing');
  const twins = [];
  await eachLine(['events', '--store', store, '--limit', '0', '--format', 'ndjson'], line => { if (line === twin) twins.push(line); });
  must(twins.length === 4, `byte-identical events all stay: ${twins.length} of 4`);
}

// How long a whole import takes here sets where the moments fall. A machine is not as fast at all times: an import that had ended before its
// moment says how long it took now, and does not count as a kill.
const started = performance.now();
json(command);
let whole = performance.now() - started;
await finishAndCheck();
rmSync(store, { recursive: true });

const seen = { killed: 0, missed: 0, partial: 0, empty: 0 };
for (let since = 0; seen.killed < kills;) {
  const fresh = since === 0;
  const delay = random() * whole * 1.05;
  const { killed, code, ms } = await killedImport(delay);
  must(killed || code === 0, `an import that was not killed ends well: exit ${code}`);
  const { events, objects: present } = await checkWhole().catch(error => {
    throw new Error(`after kill ${seen.killed + 1} at ${delay.toFixed(0)} ms: ${error.message}`);
  });
  seen[killed ? 'killed' : 'missed'] += 1;
  if (!killed && fresh) whole = ms;
  must(seen.missed <= 20 + 3 * kills, `moments fall inside a running import: ${seen.missed} did not`);
  if (events > 0 && events < total) seen.partial += 1;
  if (events === 0) seen.empty += 1;
  console.log(`${killed ? `kill ${seen.killed}` : 'missed'}: at ${delay.toFixed(0)} ms → ${events} events, ${present} objects`);
  since += 1;
  if (since === 5 || events === total) { // some kills hit a store that earlier kills left behind
    await finishAndCheck();
    rmSync(store, { recursive: true });
    since = 0;
  }
}
console.log(JSON.stringify(seen));
must(seen.partial > 0, 'some kills left a part of the objects');
