// Runs every measurement one after the other on the same generated objects and writes the tables.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { measureDuck } from './duck.mjs';
import { machine } from './machine.mjs';
import { chart, report } from './report.mjs';

const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000' }, repeats: { type: 'string', default: '7' } } });
const events = Number(values.events);
const repeats = Number(values.repeats);
const build = 'build/bench';
const objects = `${build}/objects-${events}`;
const step = text => console.log(`== ${text} (${Math.round(performance.now() / 1000)} s)`);

function output(program, args) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.error ?? done.status !== 0) throw done.error ?? new Error(`${program} ${args.join(' ')}: exit ${done.status}\n${done.stderr}`);
  return done.stdout;
}
const jsonOf = (program, args) => JSON.parse(output(program, args));

/** Wall time of a shell command; `count` is what it printed. A search that finds nothing is a search all the same. */
function shell(command) {
  const start = performance.now();
  const done = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  if (done.status > 1) throw new Error(`${command}: exit ${done.status}\n${done.stderr}`);
  return { command, ms: performance.now() - start, count: Number(done.stdout.trim() || 0) };
}

const middle = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

mkdirSync(build, { recursive: true });
if (!existsSync(objects)) {
  step(`making ${events} events`);
  rmSync(`${objects}.part`, { recursive: true, force: true });
  output(`${build}/app/ctl/tracedeckctl`, ['generate', '--to', `${objects}.part`, '--events', String(events), '--seed', '1', '--end',
    '2026-11-22T12:00:00Z', ...(events >= 200_000 ? ['--objects', String(Math.round(events / 5000))] : [])]);
  output('mv', [`${objects}.part`, objects]);
}

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

const results = { machine: machine(), events: ceiling.events, objects: ceiling.objects, raw_bytes: ceiling.raw_bytes, gz_bytes: ceiling.gz_bytes,
  ceiling, ours, duck, tools };
writeFileSync(`${build}/results.json`, JSON.stringify(results, null, 2));
const text = report(results);
writeFileSync(`${build}/results.md`, text);
writeFileSync(`${build}/results.svg`, chart(results));
console.log(text);
