// The real wrangler, in a folder of its own.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { must } from './check.mjs';
import { root } from './modules.mjs';

const program = path.join(root, 'build/real/node_modules/wrangler/bin/wrangler.js');

const settings = (folder, environment = {}) => ({
  cwd: folder,
  encoding: 'utf8',
  timeout: 120_000,
  env: { PATH: process.env.PATH, HOME: folder, CI: '1', WRANGLER_SEND_METRICS: 'false', ...environment },
});

const run = (folder, args, environment) => spawnSync(process.execPath, [program, ...args], settings(folder, environment));

const towards = sandbox => ({
  CLOUDFLARE_API_BASE_URL: sandbox.base_url,
  CLOUDFLARE_API_TOKEN: sandbox.token,
  CLOUDFLARE_ACCOUNT_ID: sandbox.account_id,
});

/** Deploys the Worker of that folder as it is. */
export function deployAsIs(sandbox, folder, ...more) {
  const done = run(folder, ['deploy', ...more], towards(sandbox));
  must(done.status === 0, `wrangler deploy ${more.join(' ')} ends with 0:\n${done.stdout}${done.stderr}`);
}

/** … while this process answers what it asks. */
export async function deployBeside(sandbox, folder) {
  const child = spawn(process.execPath, [program, 'deploy'], { ...settings(folder, towards(sandbox)), stdio: 'ignore' });
  const status = await new Promise(resolve => child.on('exit', resolve));
  must(status === 0, `wrangler deploy ends with 0, not ${status}`);
}

/** … with this wrangler.toml. */
export function deploy(sandbox, folder, toml, ...more) {
  writeFileSync(path.join(folder, 'wrangler.toml'), toml);
  deployAsIs(sandbox, folder, ...more);
}

/** What it would upload: the metadata, and the other parts as text; null where it refuses. */
export function dryRun(folder, environment) {
  const file = path.join(folder, 'upload.form');
  const done = run(folder, ['deploy', '--dry-run', '--outfile', file, ...(environment ? ['--env', environment] : [])]);
  if (done.status !== 0) return null;
  const form = readFileSync(file, 'latin1');
  const [boundary] = form.split('\r\n', 1);
  const [, metadata, ...modules] = form.split(boundary);
  return { metadata: JSON.parse(metadata.slice(metadata.indexOf('\r\n\r\n'))), modules: modules.join('--') };
}
