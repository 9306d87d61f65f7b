// s3_server.mjs as a process of its own: scripts that wait for a command do not stop it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';

import { root } from './modules.mjs';

export const keys = { AWS_ACCESS_KEY_ID: 'AKTEST', AWS_SECRET_ACCESS_KEY: 'a/secret+of=tests' };

/** `endpoint`, and `stop()` that says what the server did. */
export async function startServer(args) {
  Object.assign(process.env, keys);
  const child = spawn(process.execPath, ['--no-warnings', path.join(root, 'tests/real/support/s3_server.mjs'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill());
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { endpoint } = JSON.parse((await lines.next()).value);
  child.unref(); // the script ends without waiting for it
  child.stdout.unref();
  return {
    endpoint,
    async stop() {
      child.stdout.ref();
      child.kill();
      return JSON.parse((await lines.next()).value);
    },
  };
}
