// Real invocations in the real Workers runtime: what its Tail Worker got goes through `deliver` and `import`, and each is found again.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { expectedRecord, foundRecord, framesOf, typeOf } from './runtime/expected.mjs';
import { traceItems } from './runtime/stage.mjs';
import { eachLine, json, run, scratch } from './support/ctl.mjs';
import { root } from './support/modules.mjs';
import { AnswerTable } from './support/table.mjs';

const folder = scratch('runtime');
const table = new AnswerTable('the runtime');

const tally = values => {
  const counts = {};
  for (const value of values) if (value !== '') counts[value] = (counts[value] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
};
const counted = (store, by) => Object.fromEntries(
  json(['stats', '--store', store, '--by', by, '--limit', '0']).values.filter(v => v.value !== '' && v.count > 0).map(v => [v.value, v.count])
    .sort(([a], [b]) => (a < b ? -1 : 1)));

function checkFrames(name, items) {
  const stacks = [...new Set(items.flatMap(item => item.exceptions.map(thrown => thrown.stack ?? '')))].filter(Boolean);
  for (const [index, stack] of stacks.entries()) {
    const frames = json(['parse-stack'], stack).frames.map(frame =>
      ({ function: frame.function ?? null, file: frame.file, line: frame.line, col: frame.col }));
    table.add(`${name}: frames of stack ${index + 1}`, frames, framesOf(stack));
  }
  table.add(`${name}: stacks have frames`, stacks.length > 0 && stacks.every(stack => framesOf(stack).length > 0), true);
}

async function checkRoundTrip(name, items) {
  const [source, delivered, store] = ['items', 'objects', 'store'].map(part => path.join(folder, `${name}-${part}`));
  writeFileSync(source, items.map(item => JSON.stringify(item)).join('\n') + '\n');
  run(['deliver', '--items', source, '--to', delivered]);
  const report = json(['import', delivered, '--store', store]);
  table.add(`${name}: rows`, report.rows_total, items.length);

  const wanted = new Map();
  for (const item of items) {
    const text = JSON.stringify(expectedRecord(item));
    wanted.set(text, (wanted.get(text) ?? 0) + 1);
  }
  const strangers = [];
  await eachLine(['events', '--store', store, '--limit', '0', '--format', 'ndjson'], line => {
    const text = JSON.stringify(foundRecord(JSON.parse(line)));
    const left = wanted.get(text) ?? 0;
    if (left === 0) strangers.push(text);
    else if (left === 1) wanted.delete(text);
    else wanted.set(text, left - 1);
  });
  table.add(`${name}: items not found again`, [...wanted.keys()], []);
  table.add(`${name}: events that were no item`, strangers, []);

  table.add(`${name}: outcomes`, counted(store, 'Outcome'), tally(items.map(item => item.outcome)));
  table.add(`${name}: event types`, counted(store, 'EventType'), tally(items.map(typeOf)));
  table.add(`${name}: levels`, counted(store, 'Level'), tally(items.flatMap(item => item.logs.map(line => line.level))));
  table.add(`${name}: exception names`, counted(store, 'ExceptionName'), tally(items.flatMap(item => item.exceptions.map(e => e.name))));
  checkFrames(name, items);
}

const items = await traceItems();
const made = tally(items.map(typeOf));
console.log(`the runtime made ${items.length} items: ${JSON.stringify(made)}`);
const kinds = ['alarm', 'fetch', 'hibernatable_web_socket', 'queue', 'scheduled', 'worker_rpc'];
table.add('every kind of trigger happened', Object.keys(made), kinds);
await checkRoundTrip('live', items);

const recorded = path.join(process.env.TRACEDECK_SHARED ?? path.join(root, '../shared'), 'data/trace_items/items.ndjson');
if (existsSync(recorded)) {
  await checkRoundTrip('recorded', readFileSync(recorded, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line)));
}
table.close(10);
