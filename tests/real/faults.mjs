// A bucket that spoils a share of its answers (500, 503, 429, resets, cut bodies, slow ones): a sync ends complete, each object and
// event in it once.
//   faults.mjs [--objects N] [--share 0.2] [--seed S]
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

import { equal, must } from './support/check.mjs';
import { eachLine, json, scratch } from './support/ctl.mjs';
import { startServer } from './support/s3_process.mjs';

const { values: options } = parseArgs({
  options: { objects: { type: 'string', default: '2000' }, share: { type: 'string', default: '0.2' }, seed: { type: 'string' } },
});
const objects = Number(options.objects);
const seed = Number(options.seed ?? Date.now() % 1_000_000);
console.log(`${objects} objects, ${options.share} of the answers spoilt, seed ${seed}`);

const folder = scratch('faults');
const [delivered, store] = [path.join(folder, 'delivered'), path.join(folder, 'store')];
const truth = json(['generate', '--to', delivered, '--events', String(objects * 3), '--seed', '7', '--objects', String(objects), '--end', '2026-11-22T12:00:00Z']);
const server = await startServer(['--folder', delivered, '--prefix', 'logs/', '--faults', options.share, '--seed', String(seed), '--page', '300']);

const began = performance.now();
const place = ['--endpoint', server.endpoint, '--bucket', 'b', '--prefix', 'logs/{DATE}/', '--store', store];
const report = json(['source', 'sync', ...place]);
console.log(`${((performance.now() - began) / 1000).toFixed(1)} s, ${JSON.stringify(report)}`);
const { asked, spoilt } = await server.stop();
console.log(`${asked} requests, spoilt ${JSON.stringify(spoilt)}`);
const broken = Object.values(spoilt).reduce((sum, n) => sum + n, 0);

must(broken > objects * Number(options.share) * 0.7, `so much was spoilt: ${broken}`);
must(Object.keys(spoilt).length >= 8, 'in every way');
must(report.complete, 'the sync is complete');
equal(report.read, objects, 'each object is read once');
equal(report.set_aside_total, 0, 'none is taken for damaged');
equal(report.rows_total, truth.events, 'with all its events');

const expected = new Map();
for (const name of readdirSync(delivered, { recursive: true }).filter(file => file.endsWith('.gz'))) {
  for (const line of gunzipSync(readFileSync(path.join(delivered, name))).toString().split('\n').filter(Boolean)) {
    expected.set(line, (expected.get(line) ?? 0) + 1);
  }
}
await eachLine(['events', '--store', store, '--limit', '0', '--format', 'ndjson'], line => {
  must(expected.get(line) > 0, `an event of the store was delivered, and not more often: ${line.slice(0, 100)}`);
  expected.set(line, expected.get(line) - 1);
});
must([...expected.values()].every(left => left === 0), 'every delivered event is in the store');
console.log('all so');
