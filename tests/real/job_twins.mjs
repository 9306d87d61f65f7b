// The same job made again and again in the Sandbox: by Cloudflare's own SDK, from the body that we make, from what the API told of the
// first, and by `tracedeckctl jobs create`. Read back, all are the same.
//   job_twins.mjs PATH-OF-job_words
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';

import { equal, must, seeded } from './support/check.mjs';
import { program } from './support/ctl.mjs';
import { counterpart } from './support/modules.mjs';
import { call, destination, serve, stop } from './support/sandbox.mjs';

const Cloudflare = counterpart('cloudflare').default;
const sandbox = await serve();
const client = new Cloudflare({ apiToken: sandbox.token, baseURL: sandbox.base_url, maxRetries: 0 });
const { account_id } = sandbox;
const random = seeded(20261123);
const pick = list => list[Math.floor(random() * list.length)];
const maybe = (key, ...choices) => (random() < 0.5 ? { [key]: pick(choices) } : {});

const outputs = () => ({
  field_names: pick([['Event', 'Outcome'], ['ScriptName'], ['EventTimestampMs', 'Outcome', 'Logs', 'Exceptions']]),
  ...maybe('timestamp_format', 'rfc3339', 'unixnano', 'unix', null),
  ...maybe('sample_rate', 1, 0.25, 0.000001),
  ...maybe('CVE-2021-44228', true, false, null),
  ...maybe('output_type', 'ndjson', 'csv'),
  ...maybe('batch_prefix', '', '[\n', 'ä;"ö"\r\n', null),
  ...maybe('record_delimiter', ',', '${x}', '日本 😀'),
  ...maybe('record_template', '{{ .Outcome }} {{ "\\t" }}'),
});
const where = () => pick([
  { key: 'Outcome', operator: '!eq', value: 'exception' },
  { and: [{ key: 'CPUTimeMs', operator: 'gt', value: 30 }, { or: [{ key: 'ScriptName', operator: 'contains', value: `é"\\'\n` }] }] },
  { key: 'EventType', operator: 'in', value: ['fetch', 'queue'] },
]);
const options = i => ({
  dataset: 'workers_trace_events',
  destination_conf: destination(sandbox, `twins/${i}`),
  ...maybe('name', `job ${i}`, `"ü" ${'$'}{i}`, '', null),
  ...maybe('enabled', true, false),
  ...maybe('filter', JSON.stringify({ where: where() }), JSON.stringify({ where: where() }), '', null),
  ...(random() < 0.8 ? { output_options: outputs() } : maybe('logpull_options', 'fields=Event,Outcome&timestamps=rfc3339&sample=0.5')),
  ...maybe('max_upload_bytes', 5_000_000, 0, null),
  ...maybe('max_upload_records', 1000, 250_000),
  ...maybe('max_upload_interval_seconds', 30, 300),
  ...maybe('frequency', 'high', 'low'),
});

/** What makes a job anew, as we say it. */
function ourBodies(jobs) {
  const said = spawnSync(process.argv[2], [account_id], { input: jobs.map(job => JSON.stringify(job)).join('\n'), encoding: 'utf8' });
  equal(said.status, 0, `the program ends well: ${said.stderr}`);
  return said.stdout.trim().split('\n').map(line => JSON.parse(line).create);
}

async function made(body) {
  const { status, result, errors } = await call(sandbox, 'POST', 'A/logpush/jobs', body);
  must(status < 300, `a job is made of ${JSON.stringify(body)}: ${status} ${JSON.stringify(errors)}`);
  return result.id;
}

/** … and by the command line, which tells no secret of it. */
function commanded(job) {
  const args = ['--json', 'jobs', 'create', '--base-url', sandbox.base_url, '--account', account_id];
  const said = spawnSync(program, args, { input: JSON.stringify(job), encoding: 'utf8', env: { ...process.env, CLOUDFLARE_API_TOKEN: sandbox.token } });
  equal(said.status, 0, `the command ends well: ${said.stderr}${said.stdout}`);
  must(!said.stdout.includes(sandbox.secret_access_key), 'it tells no secret');
  return JSON.parse(said.stdout).id;
}

/** All of it but what no two jobs have in common. */
async function readBack(id) {
  const { result } = await call(sandbox, 'GET', `A/logpush/jobs/${id}`);
  equal(result.id, id, 'it is that one');
  await jobs.delete(id, { account_id });
  const { id: own, last_complete, last_error, error_message, ...rest } = result;
  return rest;
}

const { jobs } = client.logpush;
const kinds = new Set();
for (let i = 0; i < 40; i += 1) {
  const wanted = options(i);
  const theirs = await jobs.create({ account_id, ...wanted });
  const [ours, again] = ourBodies([wanted, theirs]);
  const first = await readBack(theirs.id);
  const about = JSON.stringify(wanted);
  for (const [who, make] of Object.entries({ ours: () => made(ours), copy: () => made(again), command: () => commanded(wanted) })) {
    const other = await readBack(await make());
    must(isDeepStrictEqual(other, first), `${who} is the same as the SDK's, of ${about}:\n${JSON.stringify(other)}\n${JSON.stringify(first)}`);
  }
  for (const [key, value] of Object.entries(wanted)) {
    must(isDeepStrictEqual(first[key], value), `${key} is as it was asked for: ${JSON.stringify(first[key])}, of ${about}`);
  }
  kinds.add(JSON.stringify(first));
}
equal(kinds.size, 40, 'they differ');
await stop(sandbox);
console.log('40 jobs, made alike by the SDK, by us, from one another, and on the command line');
