// clang-tidy over several sources at a time. Most of its work is reading Qt's headers, so sources of a folder are read as one
// translation unit where they can be; where two of them have something of the same name for themselves, they are read apart.
// What was clean, and has since not changed in itself or in a header of ours, is not read again.
//   node tests/lint/tidy.mjs BUILD-FOLDER FILE…
// Prints what was found; ends with 1 if anything was.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const [build, ...files] = process.argv.slice(2);
const folder = resolve('build/tidy');
const together = 8;
const notForSeveral = '-bugprone-suspicious-include'; // the one that is done here
const ours = '/(app|core|ui|tests)/[a-z0-9_/]*[a-z_0-9]+\\.(h|cpp)$';
const checks = execFileSync('clang-tidy', ['--version'], { encoding: 'utf8' }) + readFileSync('.clang-tidy', 'utf8');

// What a source is compiled with, but for its own name: no compiler cache, no precompiled header of another compiler.
function flagsOf(command) {
  const plain = command.replace(/^.*?ccache /, '').replace(/-Winvalid-pch -include [^ ]+ /, '').replace(/ -o .*$/, '');
  const words = plain.split(' ').slice(1).map(word => word.replaceAll('\\"', '"'));
  return words.flatMap((word, n) => word === '-isystem' ? [] : words[n - 1] === '-isystem' ? [`-isystem${word}`] : [word]);
}

const flags = new Map();
for (const { file, command } of JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8')))
  if (!flags.has(file)) flags.set(file, flagsOf(command));

/// Headers of ours by each way they may be included: "store/page.h" is core/store/page.h.
const headers = new Map();
for (const header of execFileSync('git', ['ls-files', '*.h'], { encoding: 'utf8' }).trim().split('\n')) {
  const parts = header.split('/');
  for (let n = 0; n < parts.length; ++n) {
    const name = parts.slice(n).join('/');
    headers.set(name, [...(headers.get(name) ?? []), header]);
  }
}
const included = new Map();
function includedBy(file) {
  if (!included.has(file)) {
    const found = [...readFileSync(file, 'utf8').matchAll(/^#include "([^"]+\.h)"/gm)].flatMap(match => headers.get(match[1]) ?? []);
    included.set(file, new Set(found));
  }
  return included.get(file);
}
function stampOf(source) {
  const seen = new Set([source]);
  for (const file of seen) for (const header of includedBy(file)) seen.add(resolve(header));
  const hash = createHash('sha256').update(checks).update(flags.get(source).join(' '));
  for (const file of [...seen].sort()) hash.update(file).update(readFileSync(file));
  return join(folder, hash.digest('hex').slice(0, 40));
}

// Sources of one folder, unless one has a definition or an instruction set of its own.
function groupsOf(sources) {
  const groups = new Map();
  for (const source of sources) {
    const own = flags.get(source).filter(flag => /^-D(?!QT_|TRACEDECK_(VERSION|SOURCE_DIR)|SIMDJSON)|^-m/.test(flag));
    const key = [dirname(source), ...own].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [...groups.values()];
}

const run = (program, args) => new Promise(done => {
  execFile(program, args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => done({ failed: Boolean(error), stdout, stderr }));
});

let written = 0;
function unitOf(sources) {
  const file = join(folder, `unit_${written++}.cpp`);
  writeFileSync(file, sources.map((source, n) => `#define main main_${n}\n#include "${source}"\n#undef main\n`).join(''));
  return { file, flags: [...new Set(sources.flatMap(source => flags.get(source)))] };
}

// As many of `sources`, the first among them, as may be read together.
async function compatible(sources) {
  for (let rest = sources; rest.length > 1;) {
    const unit = unitOf(rest);
    const { failed, stderr } = await run('clang++', [...unit.flags, '-w', '-ferror-limit=0', '-fsyntax-only', unit.file]);
    if (!failed) return { sources: rest, unit };
    const blamed = new Set([...stderr.matchAll(/^(\/[^:\n]+):\d+:\d+: (?:fatal )?error:/gm)].map(match => match[1]));
    const left = rest.filter((source, n) => n === 0 || !blamed.has(source));
    if (left.length === rest.length) break; // somebody else is to blame: one at a time
    rest = left;
  }
  return { sources: sources.slice(0, 1) };
}

const found = [];
async function check({ sources, unit }) {
  const args = unit ? [`--checks=${notForSeveral}`, `--header-filter=${ours}`, unit.file] : [sources[0]];
  const { failed, stdout, stderr } = await run('clang-tidy', ['--quiet', ...args, '--', ...(unit?.flags ?? flags.get(sources[0])), '-w']);
  if (!failed) return sources.forEach(source => writeFileSync(stampOf(source), ''));
  found.push(...sources);
  console.log(stdout.trim() || stderr.trim());
}

async function checkGroup(sources) {
  for (let rest = sources; rest.length > 0;) {
    const few = await compatible(rest.slice(0, together));
    await check(few);
    rest = rest.filter(source => !few.sources.includes(source));
  }
}

mkdirSync(folder, { recursive: true });
const known = files.map(file => resolve(file)).filter(file => flags.has(file));
const queue = groupsOf(known.filter(file => !existsSync(stampOf(file)))).sort((a, b) => b.length - a.length);
await Promise.all(cpus().map(async () => {
  while (queue.length > 0) await checkGroup(queue.shift());
}));
if (found.length > 0) {
  console.log(`clang-tidy found something in ${found.length} files or among them`);
  process.exit(1);
}
console.log(`clang-tidy: ${known.length} files clean`);
