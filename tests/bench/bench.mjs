// Runs every measurement one after the other on the same generated objects and writes the tables.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { measureBucket } from './bucket.mjs';
import { measureDuck } from './duck.mjs';
import { machine } from './machine.mjs';
import { measureNames } from './names.mjs';
import { jsonOf, middle, output, step } from './programs.mjs';
import { chart, report } from './report.mjs';
import { measureTiny } from './tiny.mjs';

const parts = ['engine', 'tiny', 'bucket', 'names'];
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' }, repeats: { type: 'string', default: '7' }, only: { type: 'string', multiple: true, default: parts },
    objects: { type: 'string', default: '2000' }, tiny: { type: 'string', default: '100000' }, names: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '5' },
  },
});
if (!values.only.every(part => parts.includes(part))) throw new Error(`--only takes one of ${parts.join(', ')}`);
const [events, repeats, rounds] = [values.events, values.repeats, values.rounds].map(Number);
const build = 'build/bench';
const objects = `${build}/objects-${events}`;

/** Wall time of a shell command; `count` is what it printed. A search that finds nothing is a search all the same. */
function shell(command) {
  const start = performance.now();
  const done = spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
  if (done.status > 1) throw new Error(`${command}: exit ${done.status}\n${done.stderr}`);
  return { command, ms: performance.now() - start, count: Number(done.stdout.trim() || 0) };
}

/** The usual objects, which most parts measure with. */
function makeObjects() {
  if (existsSync(objects)) return;
  step(`making ${events} events`);
  rmSync(`${objects}.part`, { recursive: true, force: true });
  output(`${build}/app/ctl/tracedeckctl`, ['generate', '--to', `${objects}.part`, '--events', String(events), '--seed', '1', '--end',
    '2026-11-22T12:00:00Z', ...(events >= 200_000 ? ['--objects', String(Math.round(events / 5000))] : [])]);
  output('mv', [`${objects}.part`, objects]);
}

/** What the engine does beside what the machine can do at most and beside other programs. */
async function measureEngine() {
  makeObjects();
  step('ceiling');
  const ceilings = Array.from({ length: 3 }, () => jsonOf(`${build}/tests/bench/bench_ceiling`, [objects, '2']));
  const ceiling = { ...ceilings[0], ms: middle(ceilings.map(c => c.ms)) };
  step('ours');
  const engines = Array.from({ length: 3 }, () => jsonOf(`${build}/tests/bench/bench_engine`, [objects, `${build}/store`, String(repeats)]));
  const ours = { ...engines[0], ingest_ms: middle(engines.map(e => e.ingest_ms)), ingest_1_thread_ms: middle(engines.map(e => e.ingest_1_thread_ms)) };
  step('DuckDB');
  const duck = await measureDuck(objects, `${build}/duck.db`, repeats);
  step('rg -z and zcat | jq');
  const tools = {
    rg: shell(`rg -z -c --no-filename -F 'does not occur anywhere' ${objects} | wc -l`),
    jq: shell(`find ${objects} -name '*.gz' -print0 | xargs -0 zcat | jq -c 'select(.Outcome != "ok" and .CPUTimeMs > 20) | 1' | wc -l`),
  };
  return { events: ceiling.events, objects: ceiling.objects, raw_bytes: ceiling.raw_bytes, gz_bytes: ceiling.gz_bytes, ceiling, ours, duck, tools };
}

mkdirSync(build, { recursive: true });
const results = { machine: machine() };
if (values.only.includes('engine')) results.engine = await measureEngine();
if (values.only.includes('tiny')) {
  makeObjects();
  results.tiny = await measureTiny(build, { usual: objects, objects: Number(values.tiny), repeats: rounds });
}
if (values.only.includes('bucket')) results.bucket = await measureBucket(build, { events, objects: Number(values.objects), repeats: rounds });
if (values.only.includes('names')) results.names = await measureNames(build, { names: Number(values.names), repeats: rounds });
writeFileSync(`${build}/results.json`, JSON.stringify(results, null, 2));
const text = report(results);
writeFileSync(`${build}/results.md`, text);
if (results.engine) writeFileSync(`${build}/results.svg`, chart({ machine: results.machine, ...results.engine }));
console.log(text);
