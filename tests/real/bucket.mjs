// Buckets of Ceph's S3 gateway, which checks signatures: our client call by call (real_bucket), then ten thousand objects listed and
// synced by tracedeckctl.
//   bucket.mjs PATH-OF-real_bucket
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

import { equal, must } from './support/check.mjs';
import { eachLine, program, scratch } from './support/ctl.mjs';
import { root } from './support/modules.mjs';
import { S3Client } from './support/s3_client.mjs';

const keys = { accessKeyId: 'AKREAL', secretAccessKey: 'a-secret/that+is=real' };
const objects = 10_000;
const folder = scratch('bucket');
const [delivered, store, home] = ['delivered', 'store', 'ceph'].map(name => path.join(folder, name));

const freePort = () => new Promise(resolve => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const ceph = (...args) => spawnSync(path.join(root, 'tests/real/support/ceph'), args, { stdio: ['ignore', 'inherit', 'inherit'] });
const environment = (change = {}) => ({ ...process.env, AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey, ...change });

function ctl(args, change) {
  const done = spawnSync(program, ['--json', ...args], { env: environment(change), encoding: 'utf8', maxBuffer: 1 << 30 });
  return { exit: done.status, json: JSON.parse(done.stdout || '{}'), stderr: done.stderr };
}
function ok(args) {
  const { exit, json, stderr } = ctl(args);
  must(exit === 0, `tracedeckctl ${args.join(' ')} ends well: exit ${exit}, ${stderr}`);
  return json;
}

const port = await freePort();
const endpoint = `http://127.0.0.1:${port}`;
process.prependListener('exit', () => ceph('stop', home)); // before its folder goes
equal(ceph('start', home, String(port), String(await freePort()), keys.accessKeyId, keys.secretAccessKey).status, 0, 'Ceph starts');
const client = new S3Client({ endpoint, ...keys });
for (const bucket of ['kinds', 'logs', 'empty']) await client.put(`/${bucket}`);

console.log('our client, call by call');
const calls = spawnSync(process.argv[2], [], { env: environment({ TRACEDECK_S3_ENDPOINT: endpoint, TRACEDECK_S3_BUCKET: 'kinds' }), stdio: 'inherit' });
equal(calls.status, 0, 'every call does as it should');

const end = '2026-11-22T12:00:00Z';
const truth = ok(['generate', '--to', delivered, '--events', '30000', '--seed', '7', '--objects', String(objects), '--end', end]);
const files = readdirSync(delivered, { recursive: true }).filter(name => name.endsWith('.gz'));
equal(files.length, objects, 'so many objects are made');
await client.putAll(files.map(name => [`/logs/prod/${name}`, readFileSync(path.join(delivered, name))]));
await client.put('/logs/prod/20261121/test.txt.gz', '{"content":"test"}');

console.log(`${objects} objects listed`);
const place = ['--endpoint', endpoint, '--bucket', 'logs', '--prefix', 'prod/{DATE}/'];
const listed = ok(['source', 'list', ...place]);
equal(new Set(listed.objects.map(object => object.key)).size, objects + 1, 'each object is listed');
must(listed.objects.every(object => object.key.endsWith('test.txt.gz') || files.includes(object.key.slice('prod/'.length))), 'under its name');
must(listed.list_calls <= 16, `in few calls: ${listed.list_calls}`);
const hour = ok(['source', 'list', ...place, '--from', '2026-11-22T03:00:00Z', '--to', '2026-11-22T04:00:00Z']);
must(hour.objects.length > 100 && hour.objects.length < 2000, `an hour's objects, and those near it: ${hour.objects.length}`);
must(hour.list_calls <= 3, `an hour costs few calls: ${hour.list_calls}`);
equal(ok(['source', 'list', '--endpoint', endpoint, '--bucket', 'empty']).objects_total, 0, 'an empty bucket is empty');

console.log('synced');
const began = performance.now();
const first = ok(['source', 'sync', ...place, '--store', store]);
console.log(`${((performance.now() - began) / 1000).toFixed(1)} s, ${JSON.stringify(first)}`);
equal(first.read, objects, 'each object is read');
equal(first.test_objects, 1, 'the test object is not');
equal(first.rows_total, truth.events, 'with all its events');
const hash = lines => createHash('sha256').update(lines.sort().join('\n')).digest('hex');
const found = [];
await eachLine(['events', '--store', store, '--limit', '0', '--format', 'ndjson'], line => found.push(line));
const made = files.flatMap(name => gunzipSync(readFileSync(path.join(delivered, name))).toString().split('\n').filter(Boolean));
equal(hash(found), hash(made), 'every event is there once, as it was delivered');
const again = ok(['source', 'sync', ...place, '--store', store]);
equal(again.known, objects, 'a second sync knows them all');
equal(again.get_calls, 0, 'and fetches nothing');
const whole = ok(['source', 'sync', '--endpoint', endpoint, '--bucket', 'logs', '--store', store]);
equal(whole.overlapping, objects, 'the whole bucket overlaps with its prefix, and that is said');
equal(ok(['source', 'list', '--store', store]).sources.length, 3, 'the store knows its sources');

console.log('refusals');
for (const [claim, args, change, exit, code] of [
  ['a wrong secret is refused', place, { AWS_SECRET_ACCESS_KEY: 'wrong' }, 1, 'SignatureDoesNotMatch'],
  ['an unknown key is refused', place, { AWS_ACCESS_KEY_ID: 'NOBODY' }, 1, 'InvalidAccessKeyId'],
  ['a bucket that is not there is named', ['--endpoint', endpoint, '--bucket', 'elsewhere'], {}, 1, 'NoSuchBucket'],
  ['a port where nobody listens is named', ['--endpoint', `http://127.0.0.1:${await freePort()}`, '--bucket', 'logs'], {}, 3, 'refused'],
]) {
  const { exit: found, json } = ctl(['source', 'sync', ...args, '--store', store], change);
  equal(found, exit, claim);
  must(json.error.message.includes(code), `${claim}: ${json.error.message}`);
}
console.log('all so');
