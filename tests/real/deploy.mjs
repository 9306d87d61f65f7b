// wrangler itself against the Sandbox: a Worker that is new or there already, at the top level and in an environment.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { equal } from './support/check.mjs';
import { scratch } from './support/ctl.mjs';
import { call, serve, stop } from './support/sandbox.mjs';
import { deploy } from './support/wrangler.mjs';

const sandbox = await serve();
const folder = scratch('deploy');
mkdirSync(path.join(folder, 'src'));
writeFileSync(path.join(folder, 'src/index.js'), 'export default { fetch() { return new Response("hi"); } };\n');

const toml = `name = "checkout"
main = "src/index.js"
compatibility_date = "2026-06-01"
workers_dev = false
route = { pattern = "example.org/checkout/*", zone_name = "example.org" }
logpush = true
`;

const flagOf = async name => (await call(sandbox, 'GET', `A/workers/scripts/${name}/script-settings`)).result.logpush;
const versionsOf = async name => (await call(sandbox, 'GET', `A/workers/scripts/${name}/versions`)).result.items.length;

deploy(sandbox, folder, toml);
equal(await flagOf('checkout'), true, 'a new Worker has the flag');
deploy(sandbox, folder, toml);
equal(await versionsOf('checkout'), 2, 'again: another version');
equal(await flagOf('checkout'), true, 'again: the flag stays');
deploy(sandbox, folder, toml.replace('logpush = true', 'logpush = false'));
equal(await flagOf('checkout'), false, 'switched off');
deploy(sandbox, folder, toml);
equal(await flagOf('checkout'), true, 'and on again');
const staging = toml.replace('logpush = true\n', '') + `
[env.staging]
logpush = true
route = { pattern = "staging.example.org/*", zone_name = "example.org" }
`;
deploy(sandbox, folder, staging, '--env', 'staging');
equal(await flagOf('checkout-staging'), true, 'a new Worker of an environment has the flag');
deploy(sandbox, folder, staging, '--env', 'staging');
equal(await flagOf('checkout-staging'), true, 'and keeps it');
await stop(sandbox);
console.log('wrangler deployed 6 times, the flag was as its file said each time');
