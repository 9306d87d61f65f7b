// Cloudflare's own SDK on the Sandbox: jobs from creation to removal, ownership, validation, and refusals.
import { equal, must } from './support/check.mjs';
import { counterpart } from './support/modules.mjs';
import { destination, serve, stop } from './support/sandbox.mjs';

const Cloudflare = counterpart('cloudflare').default;

const sandbox = await serve();
const client = new Cloudflare({ apiToken: sandbox.token, baseURL: sandbox.base_url, maxRetries: 0 });
const account_id = sandbox.account_id;
const { jobs } = client.logpush;

async function refused(work, status, code, claim) {
  try {
    await work();
  } catch (error) {
    equal(error.status, status, `${claim}: status`);
    equal(error.errors?.[0]?.code, code, `${claim}: code`);
    return;
  }
  throw new Error(`not so: ${claim} is refused`);
}

const collect = async pages => {
  const all = [];
  for await (const each of pages) all.push(each);
  return all;
};

equal((await client.user.tokens.verify()).status, 'active', 'the token is active');
equal((await collect(client.accounts.list())).length, 1, 'accounts');
equal((await collect(client.accounts.members.list({ account_id, per_page: 5 }))).length, 11, 'members over three pages');
equal((await collect(client.accounts.roles.list({ account_id }))).length, 11, 'roles');
equal((await collect(jobs.list({ account_id }))).length, 1, 'jobs at first');

const good = {
  account_id,
  dataset: 'workers_trace_events',
  destination_conf: destination(sandbox, 'sdk'),
  name: 'from-the-sdk',
  enabled: true,
  filter: JSON.stringify({ where: { key: 'Outcome', operator: '!eq', value: 'exception' } }),
  output_options: { field_names: ['Event', 'Outcome'], timestamp_format: 'rfc3339', sample_rate: 0.5 },
};
const made = await jobs.create(good);
equal(made.destination_conf, good.destination_conf, 'the destination comes back whole');
equal((await jobs.get(made.id, { account_id })).name, 'from-the-sdk', 'the job is there');
const changed = await jobs.update(made.id, { account_id, enabled: false, output_options: { field_names: ['Outcome'] } });
equal(changed.enabled, false, 'switched off');
equal(changed.output_options.sample_rate, undefined, 'output options are replaced whole');
equal(changed.filter, good.filter, 'what was not sent stays');
equal((await collect(client.logpush.datasets.jobs.get('workers_trace_events', { account_id }))).length, 2, 'jobs of the dataset');
equal(Object.keys(await client.logpush.datasets.fields.get('workers_trace_events', { account_id })).length, 13, 'fields');

equal((await client.logpush.validate.destination({ account_id, destination_conf: good.destination_conf })).valid, true, 'destination');
equal((await client.logpush.validate.destinationExists({ account_id, destination_conf: good.destination_conf })).exists, true, 'in use');
equal((await client.logpush.validate.origin({ account_id, logpull_options: 'fields=RayID&timestamps=rfc3339' })).valid, true, 'origin');

const challenge = await client.logpush.ownership.create({ account_id, destination_conf: good.destination_conf });
equal(challenge.valid, true, 'a challenge is written');
must(challenge.filename.endsWith('/ownership-challenge.txt'), 'and its file is named');
const file = await fetch(`${sandbox.base_url}/accounts/${account_id}/r2/buckets/${sandbox.bucket}/objects/${encodeURIComponent(challenge.filename)}`,
  { headers: { Authorization: `Bearer ${sandbox.token}` } });
const ownership_challenge = await file.text();
const proof = { account_id, destination_conf: good.destination_conf, ownership_challenge };
equal((await client.logpush.ownership.validate(proof)).valid, true, 'the token in it is taken');
equal((await client.logpush.ownership.validate({ ...proof, ownership_challenge: 'a.b.c' })).valid, false, 'another one is not');

for (const [claim, wrong] of Object.entries({
  'an unknown dataset': { dataset: 'workers_traces' },
  'a filter without where': { filter: '{"key":"Outcome","operator":"eq","value":"ok"}' },
  'a small upload': { max_upload_bytes: 1000 },
  'a destination without keys': { destination_conf: 'r2://bucket/x' },
  'a bucket that is not there': { destination_conf: good.destination_conf.replace(sandbox.bucket, 'not-there') },
  'a wrong secret': { destination_conf: good.destination_conf.replace(sandbox.secret_access_key, '0'.repeat(64)) },
})) await refused(() => jobs.create({ ...good, ...wrong }), 400, 1004, claim);
await refused(() => jobs.update(made.id, { account_id, kind: 'edge' }), 400, 1004, 'another kind');
await refused(() => jobs.get(999_999_999, { account_id }), 404, 1004, 'a job that is not there');

await jobs.delete(made.id, { account_id });
equal((await collect(jobs.list({ account_id }))).length, 1, 'jobs in the end');
await stop(sandbox);
console.log('the SDK: jobs, ownership, validation and 8 refusals as they must be');
