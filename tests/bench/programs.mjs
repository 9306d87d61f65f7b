// Programs that a bench starts, and the middle of what they took.
import { spawnSync } from 'node:child_process';

export const step = text => console.log(`== ${text} (${Math.round(performance.now() / 1000)} s)`);

export function output(program, args, environment = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...environment } });
  if (done.error ?? done.status !== 0) throw done.error ?? new Error(`${program} ${args.join(' ')}: exit ${done.status}\n${done.stderr}`);
  return done.stdout;
}
export const jsonOf = (...what) => JSON.parse(output(...what));

/** Wall time of a program, its start and end included; `json`: what it printed, where that is JSON. */
export function timed(...what) {
  const start = performance.now();
  const text = output(...what);
  const ms = performance.now() - start;
  return { ms, json: text.startsWith('{') ? JSON.parse(text) : null };
}

export const middle = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
export const spread = numbers => ({ ms: middle(numbers), least: Math.min(...numbers), most: Math.max(...numbers) });
