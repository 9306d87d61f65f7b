// Tiny objects, as an account with little traffic gets them: the same events as the usual objects hold, in very many of a kilobyte.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { equal } from '../real/support/check.mjs';
import { jsonOf, middle, step } from './programs.mjs';

const filesBelow = folder => readdirSync(folder, { recursive: true, withFileTypes: true }).filter(each => each.isFile());

const linesEach = 3; // about a kilobyte, packed
const inFolder = 1000;

/** `count` objects out of the lines of the usual ones. */
function cut(usual, tiny, count) {
  if (existsSync(tiny)) return;
  const part = `${tiny}.part`;
  rmSync(part, { recursive: true, force: true });
  let made = 0;
  for (const { name, path: folder } of filesBelow(usual).filter(each => each.name.endsWith('.gz'))) {
    const lines = gunzipSync(readFileSync(path.join(folder, name))).toString('latin1').split('\n').filter(Boolean);
    for (let from = 0; from < lines.length && made < count; from += linesEach, made += 1) {
      const to = path.join(part, String(Math.floor(made / inFolder)));
      if (made % inFolder === 0) mkdirSync(to, { recursive: true });
      const text = `${lines.slice(from, from + linesEach).join('\n')}\n`;
      writeFileSync(path.join(to, `${made}.log.gz`), gzipSync(Buffer.from(text, 'latin1')));
    }
  }
  equal(made, count, 'there are lines for so many objects');
  renameSync(part, tiny);
}

/** Reads a folder into a new store: what the import says, and how many files the store has. */
function read(build, folder, store) {
  rmSync(store, { recursive: true, force: true });
  const said = jsonOf(`${build}/app/ctl/tracedeckctl`, ['--json', 'import', folder, '--store', store]);
  return { rows: said.rows_total, ms: said.elapsed_ms, files: filesBelow(store).length };
}

export async function measureTiny(build, { usual, objects, repeats }) {
  const tiny = `${build}/tiny-${objects}`;
  step(`${objects} tiny objects`);
  cut(usual, tiny, objects);
  const bytes = filesBelow(tiny).reduce((sum, each) => sum + statSync(path.join(each.path, each.name)).size, 0);
  const all = { usual: [], tiny: [] };
  for (let i = 0; i < repeats; ++i) {
    all.usual.push(read(build, usual, `${build}/tiny-store`));
    all.tiny.push(read(build, tiny, `${build}/tiny-store`));
  }
  const rate = runs => middle(runs.map(run => run.rows / (run.ms / 1000)));
  const [usualRate, tinyRate] = [rate(all.usual), rate(all.tiny)];
  return {
    objects, repeats, bytes, events: all.tiny[0].rows, files: Math.max(...all.tiny.map(run => run.files)), usual_rate: usualRate,
    tiny_rate: tinyRate, ratio: tinyRate / usualRate,
  };
}
