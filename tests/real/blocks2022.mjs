// The way that Cloudflare's page of 2022 shows, against the Sandbox: a job by e-mail and key, its filter, a Worker from wrangler.toml and
// one from a multipart upload, both first deployed when the job is already there. First with requests of our own; where the page itself
// is at hand, its blocks run as they are printed, placeholders aside.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { equal, must } from './support/check.mjs';
import { scratch } from './support/ctl.mjs';
import { root } from './support/modules.mjs';
import { call, delivered, destination, owner, serve, serveOn, stop } from './support/sandbox.mjs';
import { deploy } from './support/wrangler.mjs';

const source = 'export default { fetch() { return new Response("hi"); } };\n';
const fields = ['Event', 'EventTimestampMs', 'Outcome', 'Exceptions', 'Logs', 'ScriptName'];
const outcomes = ['ok', 'exception', 'exceededCpu', 'exceededMemory', 'canceled', 'scriptNotFound', 'unknown', 'ok'];

/** What a Tail Worker gets; a run that ends well may have thrown as well, in what it left to waitUntil. */
const traceItems = worker => outcomes.map((outcome, index) => JSON.stringify({
  scriptName: worker,
  outcome,
  eventTimestamp: Date.now(),
  event: { request: { url: `https://example.org/${index}`, method: 'GET', headers: {}, cf: {} }, response: { status: 200 } },
  exceptions: outcome === 'exception' || index === outcomes.length - 1
    ? [{ name: 'Error', message: 'no stock', stack: '    at fetch (index.js:1:7)', timestamp: Date.now() }] : [],
  logs: [{ level: 'log', message: ['run', index], timestamp: Date.now() }],
})).join('\n');

const outcomesOf = records => records.map(record => record.Outcome).sort().join();

/** `way` makes the jobs and the Workers; all that is claimed of them is claimed here. */
async function follow(name, makeWay) {
  let sandbox = await serve();
  const folder = scratch(`page-${name}`);
  mkdirSync(path.join(folder, 'src'));
  for (const file of ['src/index.js', 'my-worker.js']) writeFileSync(path.join(folder, file), source);
  const way = makeWay(sandbox, folder);

  const all = await way.makeJob('all', false);
  must(all.success, `the job is taken: ${JSON.stringify(all.errors)}`);
  equal(all.result.destination_conf, destination(sandbox, 'all'), 'its destination comes back with {DATE} as it stands');
  const filtered = await way.makeJob('filtered', true);
  must(filtered.success, `and with a filter: ${JSON.stringify(filtered.errors)}`);
  equal(JSON.parse(filtered.result.filter).where.operator, '!eq', 'which is kept');

  const uploaded = await way.upload('by-hand');
  must(uploaded.success, `the upload is taken: ${JSON.stringify(uploaded.errors)}`);
  const workers = [way.deploy(), 'by-hand'];
  for (const worker of workers) {
    equal((await call(sandbox, 'GET', `A/workers/scripts/${worker}/script-settings`)).result.logpush, true, `${worker} has the flag`);
    const taken = await fetch(sandbox.intake_url, { method: 'POST', body: traceItems(worker) });
    equal((await taken.json()).logged, outcomes.length, `what ${worker} did is logged`);
  }

  await stop(sandbox);
  sandbox = await serveOn(sandbox.folder);
  const [everything, without] = [await delivered(sandbox, 'all/'), await delivered(sandbox, 'filtered/')];
  for (const worker of workers) {
    const of = records => outcomesOf(records.filter(record => record.ScriptName === worker));
    equal(of(everything), [...outcomes].sort().join(), `${worker} is delivered, though it came after the job`);
    equal(of(without), outcomes.filter(each => each !== 'exception').sort().join(), `${worker}: the filter drops the exceptions, nothing else`);
  }
  equal(everything.length, 2 * outcomes.length, 'once each');
  must(everything.every(record => Object.keys(record).sort().join() === [...fields].sort().join()), 'with the fields that were asked for');
  for (const { result } of [all, filtered]) {
    const job = (await call(sandbox, 'GET', `A/logpush/jobs/${result.id}`)).result;
    must(job.last_complete !== null && job.error_message === null, 'the job says that it delivered');
    const { last_complete: then, ...before } = result;
    const { last_complete: now, ...after } = job;
    equal(JSON.stringify(after), JSON.stringify(before), 'and is otherwise untouched');
  }
  await stop(sandbox);
}

/** The same steps in our own words. */
function ours(sandbox, folder) {
  const { email, key } = owner(sandbox);
  const byKey = { 'X-Auth-Email': email, 'X-Auth-Key': key };
  const account = `${sandbox.base_url}/accounts/${sandbox.account_id}`;
  const send = async (url, request) => (await fetch(url, request)).json();
  return {
    makeJob: (below, hasFilter) => send(`${account}/logpush/jobs`, {
      method: 'POST',
      headers: { ...byKey, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        dataset: 'workers_trace_events',
        name: `traces-${below}`,
        enabled: true,
        destination_conf: destination(sandbox, below),
        logpull_options: `fields=${fields.join(',')}`,
        ...(hasFilter && { filter: JSON.stringify({ where: { key: 'Outcome', operator: '!eq', value: 'exception' } }) }),
      }),
    }),
    upload(worker) {
      const form = new FormData();
      form.append('metadata', JSON.stringify({ main_module: 'my-worker.js', logpush: true }));
      form.append('my-worker.js', new Blob([source], { type: 'application/javascript+module' }), 'my-worker.js');
      return send(`${account}/workers/scripts/${worker}`, { method: 'PUT', headers: byKey, body: form });
    },
    deploy() {
      deploy(sandbox, folder, 'name = "shop"\nmain = "src/index.js"\ncompatibility_date = "2022-08-01"\nworkers_dev = false\nlogpush = true\n'
        + 'route = { pattern = "example.com/shop/*", zone_name = "example.com" }\n');
      return 'shop';
    },
  };
}

/** The page's blocks by their language, and what it says in one line to be put into the first of them. */
function printed(page) {
  const blocks = Object.fromEntries([...page.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language, text]) => [language, text]));
  const [, line] = /^`("filter":.*)`$/m.exec(page);
  return { job: blocks.json, line, toml: blocks.toml.replace(/^---\n.*?^---\n/ms, ''), upload: blocks.bash };
}

const theirs = blocks => (sandbox, folder) => {
  const { email, key } = owner(sandbox);
  function shell(block, placeholders) {
    const replaced = {
      '<ACCOUNT_ID>': sandbox.account_id,
      '<API_KEY>': key,
      '<EMAIL>': email,
      '<R2_ACCESS_KEY_ID>': sandbox.access_key_id,
      '<R2_SECRET_ACCESS_KEY>': sandbox.secret_access_key,
      'https://api.cloudflare.com/client/v4': sandbox.base_url,
      ...placeholders,
    };
    const text = Object.entries(replaced).reduce((whole, [name, value]) => whole.replaceAll(name, value), block);
    const done = spawnSync('bash', ['-o', 'pipefail', '-c', text], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
    must(done.status === 0, `the block runs:\n${done.stderr}`);
    return JSON.parse(done.stdout);
  }
  return {
    makeJob(below, hasFilter) {
      const block = hasFilter ? blocks.job.replace(/^"logpull_options".*\n/m, `$&${blocks.line.replaceAll('$', '$$$$')},\n`) : blocks.job;
      return shell(block, { '<BUCKET_PATH>': `${sandbox.bucket}/${below}` });
    },
    upload: worker => shell(blocks.upload, { '<SCRIPT_NAME>': worker }),
    deploy() {
      deploy(sandbox, folder, blocks.toml);
      return /^name = "(.*)"$/m.exec(blocks.toml)[1];
    },
  };
};

await follow('ours', ours);
console.log('our own requests: delivered as they must be');
const page = path.join(process.env.TRACEDECK_SHARED ?? path.join(root, '../shared'), 'reference/workers-logpush-2022.md');
if (existsSync(page)) {
  await follow('printed', theirs(printed(readFileSync(page, 'utf8'))));
  console.log('the blocks of the page: likewise');
}
