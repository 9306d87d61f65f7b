// The real `wrangler deploy` against a Sandbox.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { must } from './check.mjs';
import { root } from './modules.mjs';

/** Deploys the Worker of that folder with this wrangler.toml. */
export function deploy(sandbox, folder, toml, ...more) {
  writeFileSync(path.join(folder, 'wrangler.toml'), toml);
  const wrangler = path.join(root, 'build/real/node_modules/wrangler/bin/wrangler.js');
  const done = spawnSync(process.execPath, [wrangler, 'deploy', ...more], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      CI: '1',
      WRANGLER_SEND_METRICS: 'false',
      CLOUDFLARE_API_BASE_URL: sandbox.base_url,
      CLOUDFLARE_API_TOKEN: sandbox.token,
      CLOUDFLARE_ACCOUNT_ID: sandbox.account_id,
    },
  });
  must(done.status === 0, `wrangler deploy ${more.join(' ')} ends with 0:\n${done.stdout}${done.stderr}`);
}
