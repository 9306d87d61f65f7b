// wrangler's own word on files that Tracedeck edited: what it would upload differs in the flag alone.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';

import { equal, must } from './support/check.mjs';
import { json, program, scratch } from './support/ctl.mjs';
import { root } from './support/modules.mjs';
import { dryRun } from './support/wrangler.mjs';
import { broken, texts } from './support/wrangler_texts.mjs';

const folder = scratch('wrangler-files');
const module = 'export default { fetch() { return new Response("hi"); } };\n';

/** A project of its own with that file. */
function project(number, file, text, main = 'src/index.js') {
  const home = path.join(folder, String(number));
  mkdirSync(path.dirname(path.join(home, main)), { recursive: true });
  writeFileSync(path.join(home, main), module);
  writeFileSync(path.join(home, file), text);
  return home;
}

/** Its form without the flag, and the flag; null where wrangler does not make one. */
function uploaded(home, environment) {
  const form = dryRun(home, environment);
  if (form === null) return null;
  const { logpush, ...metadata } = form.metadata;
  return { logpush, rest: JSON.stringify(metadata) + form.modules };
}

/** Switches the flag, and asks wrangler before and after. */
function check(home, file, environment, name, flags = [true]) {
  const before = uploaded(home, environment);
  if (before === null) return false;
  for (const flag of flags) {
    json(['wrangler', 'enable', path.join(home, file), '--backups', path.join(folder, 'backups'),
      ...(environment ? ['--env', environment] : []), ...(flag ? [] : ['--off'])]);
    const after = uploaded(home, environment);
    must(after !== null, `${name}: wrangler takes the edited file:\n${readFileSync(path.join(home, file), 'utf8')}`);
    equal(after.logpush, flag, `${name}: wrangler uploads the flag`);
    equal(after.rest, before.rest, `${name}: and nothing else is another`);
  }
  return true;
}

let checked = 0;
texts.forEach(([file, environment, text], i) => {
  const name = `${file} ${i} ${environment}`;
  must(check(project(i, file, text), file, environment, name, i % 4 === 0 ? [true, false] : [true]), `${name}: wrangler takes the file as it was:\n${text}`);
  checked += 1;
});

for (const [i, [file, text]] of broken.entries()) {
  const home = project(`broken-${i}`, file, text);
  equal(dryRun(home, ''), null, `broken ${i}: wrangler refuses it`);
  const done = spawnSync(program, ['wrangler', 'enable', path.join(home, file)], { encoding: 'utf8' });
  equal(done.status, 1, `broken ${i}: so does Tracedeck`);
  equal(readFileSync(path.join(home, file), 'utf8'), text, `broken ${i}: and leaves it alone`);
}

// Files of other people, where they lie beside the project; those that need more than their file (or would run a command) are left out.
const others = path.resolve(root, process.env.TRACEDECK_SHARED ?? '../shared', 'data/wrangler/real');
let real = 0;
for (const name of existsSync(others) ? readdirSync(others).sort() : []) {
  const text = readFileSync(path.join(others, name), 'utf8');
  const main = /["']?main["']?\s*[:=]\s*["']([^"']+)["']/.exec(text)?.[1];
  if (!main || main.startsWith('..') || /\bcommand\b/.test(text)) continue;
  const file = `wrangler${path.extname(name)}`;
  const home = project(name, file, text, main);
  if (check(home, file, '', name)) real += 1;
  rmSync(home, { recursive: true });
}
console.log(`wrangler agrees on ${checked} files of ours and ${real} of other people, refuses the same ${broken.length}`);
