// The Sandbox as a script uses it: served by tracedeckctl until the script ends.
import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';

import { program, scratch } from './ctl.mjs';

/** Starts one and returns its address, the first line that it prints. */
export async function serve(...more) {
  const folder = path.join(scratch('sandbox'), 'account');
  const child = spawn(program, ['--json', 'sandbox', 'serve', '--folder', folder, '--history', '0', '--rate', '0/s', ...more],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill());
  for await (const line of readline.createInterface({ input: child.stdout })) return { ...JSON.parse(line), folder, child };
  throw new Error('the Sandbox ended before it told its address');
}

/** One call of its API with the token that it hands out. */
export async function call(sandbox, method, below, body) {
  const answer = await fetch(`${sandbox.base_url}/${below.replace(/^A\//, `accounts/${sandbox.account_id}/`)}`, {
    method,
    headers: { Authorization: `Bearer ${sandbox.token}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, ...(await answer.json()) };
}

/** A destination in its own bucket. */
export const destination = (sandbox, folder) => `r2://${sandbox.bucket}/${folder}/{DATE}?account-id=${sandbox.account_id}`
  + `&access-key-id=${sandbox.access_key_id}&secret-access-key=${sandbox.secret_access_key}`;
