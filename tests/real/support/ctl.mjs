// tracedeckctl as a script uses it: arguments in, bytes or JSON out, a failure with its own words otherwise.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

export const program = process.env.TRACEDECKCTL ?? 'build/asan/app/ctl/tracedeckctl';

export function run(args, input) {
  const done = spawnSync(program, args, { input, maxBuffer: 1 << 30, encoding: 'utf8' });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    const cause = done.signal ?? `exit ${done.status}`;
    throw new Error(`tracedeckctl ${args.join(' ')}: ${cause}\n${done.stderr}${done.stdout.slice(0, 500)}`);
  }
  return done.stdout;
}

export const json = (args, input) => JSON.parse(run(['--json', ...args], input));

/** Calls `see(line)` for every line the command prints. */
export async function eachLine(args, see) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => child.on('close', resolve));
  for await (const line of readline.createInterface({ input: child.stdout, crlfDelay: Infinity })) see(line);
  const status = await ended;
  if (status !== 0) throw new Error(`tracedeckctl ${args.join(' ')}: exit ${status}`);
}

/** A folder that is gone when the process ends. */
export function scratch(name) {
  const folder = mkdtempSync(path.join(os.tmpdir(), `tracedeck-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  return folder;
}
