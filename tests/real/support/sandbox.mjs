// The Sandbox as a script uses it: served by tracedeckctl until the script ends.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { gunzipSync } from 'node:zlib';

import { equal } from './check.mjs';
import { program, scratch } from './ctl.mjs';

/** Starts one and returns its address, the first line that it prints. */
export const serve = (...more) => serveOn(path.join(scratch('sandbox'), 'account'), ...more);

export async function serveOn(folder, ...more) {
  const child = spawn(program, ['--json', 'sandbox', 'serve', '--folder', folder, '--history', '0', '--rate', '0/s', ...more],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill());
  for await (const line of readline.createInterface({ input: child.stdout })) return { ...JSON.parse(line), folder, child };
  throw new Error('the Sandbox ended before it told its address');
}

/** Asks it to end, which delivers what is open, and waits until it did. */
export async function stop({ child }) {
  const ended = new Promise(resolve => child.on('exit', resolve));
  child.kill('SIGTERM');
  equal(await ended, 0, 'the Sandbox ends well');
}

/** One call of its API with the token that it hands out. */
const ask = (sandbox, method, below, body) =>
  fetch(`${sandbox.base_url}/${below.replace(/^A\//, `accounts/${sandbox.account_id}/`)}`, {
    method,
    headers: { Authorization: `Bearer ${sandbox.token}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });

/** … and its envelope. */
export async function call(...what) {
  const answer = await ask(...what);
  return { status: answer.status, ...(await answer.json()) };
}

/** A destination in its own bucket. */
export const destination = (sandbox, folder) => `r2://${sandbox.bucket}/${folder}/{DATE}?account-id=${sandbox.account_id}`
  + `&access-key-id=${sandbox.access_key_id}&secret-access-key=${sandbox.secret_access_key}`;

/** The owner of the account, whose key nothing but the state tells. */
export function owner(sandbox) {
  const [member] = JSON.parse(readFileSync(path.join(sandbox.folder, 'account.json'), 'utf8')).members;
  return { email: member.email, key: Buffer.from(member.global_key, 'base64').toString() };
}

/** What was delivered below a prefix of its bucket, record by record. */
export async function delivered(sandbox, prefix) {
  const objects = `A/r2/buckets/${sandbox.bucket}/objects`;
  const { result } = await call(sandbox, 'GET', `${objects}?prefix=${encodeURIComponent(prefix)}`);
  const texts = await Promise.all(result.filter(({ key }) => key.endsWith('.log.gz')).map(async ({ key }) => {
    const answer = await ask(sandbox, 'GET', `${objects}/${encodeURIComponent(key)}`);
    return gunzipSync(Buffer.from(await answer.arrayBuffer())).toString();
  }));
  return texts.join('').split('\n').filter(Boolean).map(line => JSON.parse(line));
}
