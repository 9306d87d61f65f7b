// wrangler itself, and the page of 2022, against the Sandbox.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { scratch } from './support/ctl.mjs';
import { equal, must } from './support/check.mjs';
import { root } from './support/modules.mjs';
import { call, destination, serve } from './support/sandbox.mjs';

const sandbox = await serve();
const folder = scratch('deploy');
mkdirSync(path.join(folder, 'src'));
writeFileSync(path.join(folder, 'src/index.js'), 'export default { fetch() { return new Response("hi"); } };\n');
writeFileSync(path.join(folder, 'my-worker.js'), 'export default { fetch() { return new Response("hi"); } };\n');

// As printed in the page, with what its generator takes off the front taken off.
const toml = `# Top-level configuration

name = "my-worker"
main = "src/index.js"
compatibility_date = "2022-07-12"

workers_dev = false
logpush = true
route = { pattern = "example.org/*", zone_name = "example.org" }
`;

function deploy(configuration, ...more) {
  writeFileSync(path.join(folder, 'wrangler.toml'), configuration);
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

const flagOf = async name => (await call(sandbox, 'GET', `A/workers/scripts/${name}/script-settings`)).result.logpush;
const versionsOf = async name => (await call(sandbox, 'GET', `A/workers/scripts/${name}/versions`)).result.items.length;

deploy(toml);
equal(await flagOf('my-worker'), true, 'a new Worker has the flag');
deploy(toml);
equal(await versionsOf('my-worker'), 2, 'again: another version');
equal(await flagOf('my-worker'), true, 'again: the flag stays');
deploy(toml.replace('logpush = true', 'logpush = false'));
equal(await flagOf('my-worker'), false, 'switched off');
deploy(toml);
equal(await flagOf('my-worker'), true, 'and on again');
const staging = toml.replace('logpush = true\n', '') + '\n[env.staging]\nlogpush = true\n';
deploy(staging, '--env', 'staging');
equal(await flagOf('my-worker-staging'), true, 'a new Worker of an environment has the flag');
deploy(staging, '--env', 'staging');
equal(await flagOf('my-worker-staging'), true, 'and keeps it');

// The page's own commands, by e-mail and key.
const members = (await call(sandbox, 'GET', 'A/members?per_page=50')).result;
const state = JSON.parse(readFileSync(path.join(sandbox.folder, 'account.json'), 'utf8'));
const owner = state.members[0];
must(members.some(member => member.email === owner.email), 'the owner is a member');
const placeholders = {
  '<ACCOUNT_ID>': sandbox.account_id,
  '<API_KEY>': Buffer.from(owner.global_key, 'base64').toString(),
  '<EMAIL>': owner.email,
  '<BUCKET_PATH>': `${sandbox.bucket}/page`,
  '<R2_ACCESS_KEY_ID>': sandbox.access_key_id,
  '<R2_SECRET_ACCESS_KEY>': sandbox.secret_access_key,
  '<SCRIPT_NAME>': 'by-hand',
  'https://api.cloudflare.com/client/v4': sandbox.base_url,
};
function shell(block) {
  const text = Object.entries(placeholders).reduce((all, [name, value]) => all.replaceAll(name, value), block);
  const done = spawnSync('bash', ['-c', text], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  must(done.status === 0, `the block runs:\n${done.stderr}`);
  return JSON.parse(done.stdout);
}
const hasJq = spawnSync('jq', ['--version']).status === 0;

const job = `curl -X POST 'https://api.cloudflare.com/client/v4/accounts/<ACCOUNT_ID>/logpush/jobs' \\
-H 'X-Auth-Key: <API_KEY>' \\
-H 'X-Auth-Email: <EMAIL>' \\
-H 'Content-Type: application/json' \\
-d '{
"name": "workers-logpush",
"logpull_options": "fields=Event,EventTimestampMs,Outcome,Exceptions,Logs,ScriptName",
"destination_conf": "r2://<BUCKET_PATH>/{DATE}?account-id=<ACCOUNT_ID>&access-key-id=<R2_ACCESS_KEY_ID>&secret-access-key=<R2_SECRET_ACCESS_KEY>",
"dataset": "workers_trace_events",
"enabled": true
}'${hasJq ? '| jq .' : ''}`;
const filter = String.raw`"filter":"{\"where\": {\"key\":\"Outcome\",\"operator\":\"!eq\",\"value\":\"exception\"}}"`;
const made = shell(job);
must(made.success, `the page's job is taken: ${JSON.stringify(made.errors)}`);
equal(made.result.destination_conf, destination(sandbox, 'page'), 'with {DATE} as it stands');
const filtered = shell(job.replace('ScriptName",\n', `ScriptName",\n${filter},\n`));
must(filtered.success, `and with its filter: ${JSON.stringify(filtered.errors)}`);
equal(JSON.parse(filtered.result.filter).where.operator, '!eq', 'which is kept');

const put = `curl -X PUT "https://api.cloudflare.com/client/v4/accounts/<ACCOUNT_ID>/workers/scripts/<SCRIPT_NAME>" \\
-H 'X-Auth-Key: <API_KEY>' \\
-H 'X-Auth-Email: <EMAIL>' \\
--form 'metadata={"main_module": "my-worker.js", "logpush": true}' \\
--form '"my-worker.js"=@./my-worker.js;type=application/javascript+module'`;
must(shell(put).success, 'the multipart upload is taken');
equal(await flagOf('by-hand'), true, 'and sets the flag');
console.log('wrangler deployed 6 times, the blocks of 2022 ran');
process.exit(0);
