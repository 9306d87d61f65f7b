// Random filters, every other one as people type it, asked three ways, each of which must keep as many events: `logpush::matches` on every
// event, the store's query, and DuckDB's SQL.
//   filters.mjs PATH-OF-filter_counts [--filters N] [--events N] [--seed S]
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

import { RandomFilters, columns, nameOf, viewerColumns } from './oracle/random_filters.mjs';
import { layTables } from './oracle/tables.mjs';
import { equal, must, seeded } from './support/check.mjs';
import { json, run, scratch } from './support/ctl.mjs';
import { openDuck } from './support/duck.mjs';

const { values: options, positionals: [program] } = parseArgs({
  options: { filters: { type: 'string', default: '1000' }, events: { type: 'string', default: '100000' }, seed: { type: 'string', default: '31' } },
  allowPositionals: true,
});
const [filters, events, seed] = [options.filters, options.events, options.seed].map(Number);
const random = seeded(seed);
const pick = items => items[Math.floor(random() * items.length)];
console.log(`${filters} filters over ${events} events, seed ${seed}`);

// Records that lack what others have, or have it empty.
function oddRecord(i) {
  const record = { EventTimestampMs: 1_795_348_800_000 - i };
  const may = (key, ...choices) => {
    const value = pick([undefined, ...choices]);
    if (value !== undefined) record[key] = value;
  };
  may('CPUTimeMs', null, 0, 30, 9_007_199_254_740_991);
  may('WallTimeMs', -1, 1, 30);
  may('Outcome', null, '', 'ok', 'exceededCpu', "it's");
  may('ScriptName', '', 'é', '日本', 'x%_', 'a\\b"c');
  may('EventType', null, '', 'fetch');
  may('Entrypoint', '', 'Admin');
  may('DispatchNamespace', null, 'tenants');
  may('ScriptVersion', null, {}, { ID: 'v1' });
  may('ScriptTags', null, [], [''], ['', 'beta'], ['beta'], ['tier:1', 'beta', '日本']);
  may('Event', null, { RayID: '8f', Request: { URL: 'https://a.test/é?x=%20', Method: 'GET' } }, { Response: { Status: 503 } }, { Queue: '' });
  may('Logs', null, [], [{ Level: 'warn', Message: [] }], [{ Level: '', Message: ['<<<Logpush: messages truncated>>>'] }, { Message: ['a'] }]);
  may('Exceptions', null, [], [{ Name: '', Message: '' }], [{ Name: 'TypeError', Message: 'x' }, { Message: '<<<Logpush: x> truncated>>>' }]);
  return JSON.stringify(record);
}

const folder = scratch('filters');
const [delivered, store] = [path.join(folder, 'objects'), path.join(folder, 'store')];
const odd = Math.floor(events / 20);
run(['generate', '--to', delivered, '--events', String(events - odd), '--seed', String(seed), '--objects', '40', '--end', '2026-11-22T12:00:00Z']);
writeFileSync(path.join(delivered, 'odd.log.gz'), gzipSync(Array.from({ length: odd }, (_, i) => `${oddRecord(i)}\n`).join('')));
equal(json(['import', delivered, '--store', store]).rows_total, events, 'all is imported');

const duck = await openDuck();
await layTables(duck, delivered);
const all = [...columns, ...viewerColumns];
await duck.run(`CREATE TABLE asked AS SELECT ${all.map(({ key, sql }) => `${sql} AS ${nameOf(key)}`).join(', ')} FROM events`);
const known = {};
for (const { key, kind } of all) {
  const value = kind === 'tags' || kind === 'each' ? `unnest(${nameOf(key)})` : nameOf(key);
  const found = await duck.rows(`SELECT value FROM (SELECT DISTINCT ${value} AS value FROM asked) WHERE value IS NOT NULL ORDER BY hash(value) LIMIT 300`);
  known[key] = found.map(([each]) => each);
  must(known[key].length > 1, `${key} has values: ${known[key]}`);
}

const [ofJobs, ofViewer] = ['job', 'viewer'].map(language => new RandomFilters(random, known, language));
const asked = Array.from({ length: filters }, (_, i) => (i % 2 === 0 ? ofJobs : ofViewer).next());
const counted = spawnSync(program, [delivered, store], { input: asked.map(({ filter }) => filter).join('\n'), encoding: 'utf8', maxBuffer: 1 << 28 });
equal(counted.status, 0, `the program ends well: ${counted.stderr}`);
const ours = counted.stdout.trim().split('\n').map(line => line.split(' ').map(Number));
equal(ours.length, filters, 'each is answered');

const batch = 100;
const differing = [];
let telling = 0;
for (let i = 0; i < filters; i += batch) {
  const some = asked.slice(i, i + batch);
  const [theirs] = await duck.rows(`SELECT ${some.map(({ sql }) => `count(*) FILTER (WHERE ${sql})`).join(', ')} FROM asked`);
  for (const [k, { filter, sql }] of some.entries()) {
    const [matched, found] = ours[i + k];
    telling += theirs[k] > 0 && theirs[k] < events ? 1 : 0;
    if (matched !== theirs[k] || found !== theirs[k]) differing.push(`${filter}\n  matches ${matched}, store ${found}, DuckDB ${theirs[k]}: ${sql}`);
  }
}
console.log(`${filters} filters, of which ${telling} keep some events and drop others; ${differing.length} answered differently`);
must(differing.length === 0, `all three agree:\n${differing.slice(0, 5).join('\n')}`);
must(telling > filters / 2, 'most of them tell something');
