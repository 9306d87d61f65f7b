// The same questions asked of Tracedeck and of DuckDB over the same objects; every answer must be equal.
import { existsSync } from 'node:fs';
import path from 'node:path';

import { countQuestions } from './oracle/counts.mjs';
import { filterQuestions } from './oracle/filters.mjs';
import { groupQuestions } from './oracle/groups.mjs';
import { sortQuestions } from './oracle/sorts.mjs';
import { layTables } from './oracle/tables.mjs';
import { viewerQuestions } from './oracle/viewer.mjs';
import { json, run, scratch } from './support/ctl.mjs';
import { openDuck } from './support/duck.mjs';
import { AnswerTable } from './support/table.mjs';

const events = Number(process.env.ORACLE_EVENTS ?? 300_000);
const seed = '20261122';
const folder = scratch('oracle');
const [delivered, store] = [path.join(folder, 'objects'), path.join(folder, 'store')];

console.log(`${events} events, seed ${seed}`);
run(['generate', '--to', delivered, '--events', String(events), '--seed', seed, '--objects', '100',
  '--end', '2026-11-22T12:00:00Z']);
const report = json(['import', delivered, '--store', store]);
console.log(`${report.files.length} objects, ${report.rows_total} rows in ${report.elapsed_ms} ms`);
if (!existsSync(store)) throw new Error('the import left no store');

const duck = await openDuck();
await layTables(duck, delivered);
const table = new AnswerTable('DuckDB');
table.add('objects', report.files.length, 100);
table.add('rows', report.rows_total, (await duck.rows('SELECT count(*) FROM events'))[0][0]);

const [[from, to]] = await duck.rows('SELECT min(EventTimestampMs), max(EventTimestampMs) FROM events');
const [[tag]] = await duck.rows(`SELECT tag FROM (SELECT unnest(ScriptTags) AS tag FROM events) GROUP BY 1 ORDER BY count(*), tag LIMIT 1`);
for (const { name, ours, sql, shape } of [...countQuestions, ...filterQuestions({ tag, from, to }), ...viewerQuestions,
  ...sortQuestions, ...groupQuestions]) {
  table.add(name, await ours(store), shape(await duck.rows(sql)));
}
table.close(100);
