// A hundred thousand names: listed as we list, and opened as deliveries in the window.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { equal } from '../real/support/check.mjs';
import { jsonOf, middle, step } from './programs.mjs';

const endMs = Date.parse('2026-11-22T12:00:00Z');
const keys = { AWS_ACCESS_KEY_ID: 'AKNAMES', AWS_SECRET_ACCESS_KEY: 'nobody-checks' };
const prefix = 'workers/';

/** The server runs on a thread of its own: it answers while this one waits for a program. `days`: what the page lists for its first span. */
export async function measureNames(build, { names, repeats, days = 7.9 }) {
  step(`${names} names`);
  const worker = new Worker(new URL('names_server.mjs', import.meta.url), { workerData: { names, days, endMs, prefix } });
  const [{ endpoint, names: made }] = await once(worker, 'message');
  equal(made, names, 'so many names are made');
  const place = [endpoint, 'logs', `${prefix}{DATE}/`];
  const lists = Array.from({ length: repeats }, () => jsonOf(`${build}/tests/bench/bench_names`, place, keys));
  for (const list of lists) equal(list.names, names, 'every name is listed');
  const windows = Array.from({ length: repeats }, () => jsonOf(`${build}/tests/bench/bench_deliveries`, [...place, String(endMs)],
    { ...keys, QT_QPA_PLATFORM: 'offscreen' }));
  for (const opened of windows) equal(opened.names, names, 'the page opens every name');
  await worker.terminate();
  const middles = rows => Object.fromEntries(Object.keys(rows[0]).map(key => [key, middle(rows.map(row => row[key]))]));
  const stalls = windows.flatMap(w => [w.open_longest_stall_ms, w.span_2_longest_stall_ms, w.span_3_longest_stall_ms]);
  return {
    names, days, repeats, list: middles(lists), list_most_mb: Math.max(...lists.map(list => list.peak_mb)), window: middles(windows),
    window_most_mb: Math.max(...windows.map(w => w.open_peak_mb)), window_worst_stall_ms: Math.max(...stalls),
  };
}
