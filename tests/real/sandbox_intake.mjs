// A Worker in the real runtime, logged through the Sandbox: its Tail Worker's items go into the intake as they come, through the job of
// the account into R2, and from there into a store, where each is found again.
//   sandbox_intake.mjs PATH-OF-served_account
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { expectedRecord, foundRecord } from './runtime/expected.mjs';
import { traceItems } from './runtime/stage.mjs';
import { equal, must } from './support/check.mjs';
import { eachLine, program, scratch } from './support/ctl.mjs';
import { serve } from './support/served.mjs';

const worker = 'checkout-api';
const folder = scratch('sandbox-intake');
const [state, store] = ['account', 'store'].map(name => path.join(folder, name));

let account = await serve(process.argv[2], state);
const answers = [];
const items = await traceItems(async lines => {
  const answer = await fetch(`${account.intake}?script=${worker}`, { method: 'POST', body: lines });
  answers.push(await answer.json());
});
const sum = name => answers.reduce((total, answer) => total + answer[name], 0);
must(items.length > 20, `the runtime made ${items.length} items`);
equal(sum('taken'), items.length, 'the intake takes each');
equal(sum('logged'), items.length, 'all of a Worker whose flag is on');
const silent = await fetch(`${account.intake}?script=nowhere`, { method: 'POST', body: JSON.stringify({ ...items[0], scriptName: null }) });
equal((await silent.json()).logged, 0, 'a Worker that is not in the account is not logged');
equal(await account.stop(), 0, 'an end delivers what is open');

account = await serve(process.argv[2], state);
const environment = { ...process.env, AWS_ACCESS_KEY_ID: account.viewer.accessKeyId, AWS_SECRET_ACCESS_KEY: account.viewer.secretAccessKey };
const synced = spawnSync(program, ['--json', 'source', 'sync', '--endpoint', account.endpoint, '--bucket', account.bucket, '--prefix', 'workers/{DATE}/',
  '--store', store], { env: environment, encoding: 'utf8' });
must(synced.status === 0, `the bucket is synced: ${synced.stderr}`);
equal(JSON.parse(synced.stdout).rows_total, items.length, 'each is in the store');

const textOf = record => JSON.stringify(record);
const wanted = items.map(item => textOf({ ...expectedRecord(item), worker })).sort();
const found = [];
await eachLine(['events', '--store', store, '--limit', '0', '--format', 'ndjson'], line => found.push(textOf(foundRecord(JSON.parse(line)))));
equal(found.sort().join('\n'), wanted.join('\n'), 'and is what the runtime said, stacks and console lines too');
must(found.some(text => text.includes('"stack":"')), 'a stack is among them');
equal(await account.stop(), 0, 'it ends well');
console.log(`${items.length} items, all so`);
