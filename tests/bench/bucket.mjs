// A bucket of Ceph's S3 gateway on loopback: its objects fetched by rclone and then imported from the folder, and the same objects synced
// by us. Each round does all of it one after the other, into folders that are empty, so that what slows the machine slows every part.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { equal } from '../real/support/check.mjs';
import { S3Client } from '../real/support/s3_client.mjs';
import { jsonOf, middle, output, spread, step, timed } from './programs.mjs';

const keys = { accessKeyId: 'AKBENCH', secretAccessKey: 'a/secret+of=benches' };
const awsKeys = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
const end = '2026-11-22T12:00:00Z';

const freePort = () => new Promise(resolve => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const ceph = (...args) => spawnSync('tests/real/support/ceph', args, { stdio: ['ignore', 'inherit', 'inherit'] });

async function startCeph(home) {
  rmSync(home, { recursive: true, force: true });
  process.prependListener('exit', () => ceph('stop', home));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  const port = await freePort();
  const started = ceph('start', home, String(port), String(await freePort()), keys.accessKeyId, keys.secretAccessKey);
  equal(started.status, 0, 'Ceph starts');
  return `http://127.0.0.1:${port}`;
}

function makeObjects(build, folder, events, objects) {
  if (existsSync(folder)) return;
  step(`making ${events} events in ${objects} objects`);
  rmSync(`${folder}.part`, { recursive: true, force: true });
  output(`${build}/app/ctl/tracedeckctl`, ['generate', '--to', `${folder}.part`, '--events', String(events), '--seed', '1', '--end', end,
    '--objects', String(objects)]);
  output('mv', [`${folder}.part`, folder]);
}

const namesIn = folder => readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.gz'));

/** What was written is on the disk before the next one begins. */
function empty(...folders) {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  output('sync', []);
}

/** One round; `check` holds its results against what is in the bucket. */
function round(build, endpoint, check) {
  const ctl = `${build}/app/ctl/tracedeckctl`;
  const [copy, imported, synced] = ['copy', 'imported', 'synced'].map(name => path.join(build, 'bucket', name));
  const place = { RCLONE_CONFIG: '/dev/null', RCLONE_CONFIG_B_TYPE: 's3', RCLONE_CONFIG_B_PROVIDER: 'Ceph', RCLONE_CONFIG_B_ENDPOINT: endpoint,
    RCLONE_CONFIG_B_ACCESS_KEY_ID: keys.accessKeyId, RCLONE_CONFIG_B_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_CA_BUNDLE: undefined }; // rclone cannot have one
  const rclone = more => {
    empty(copy);
    const { ms } = timed('rclone', ['copy', '--transfers', '8', ...more, 'b:logs/prod', copy], place);
    equal(namesIn(copy).length, check.objects, 'rclone brings every object');
    return ms;
  };
  // Asked for no times of its own making, rclone need not ask for each object's first: that is the fastest it can do.
  const took = { rclone_fastest: rclone(['--use-server-modtime']), rclone: rclone([]) };
  empty(imported);
  const importing = timed(ctl, ['--json', 'source', 'sync', '--folder', copy, '--store', imported]);
  equal(importing.json.rows_total, check.events, 'all events are imported');
  empty(synced);
  const syncing = timed(ctl, ['--json', 'source', 'sync', '--endpoint', endpoint, '--bucket', 'logs', '--prefix', 'prod/{DATE}/', '--store', synced],
    awsKeys);
  equal(syncing.json.rows_total, check.events, 'all events are synced');
  equal(syncing.json.read, check.objects, 'from every object');
  empty(copy, imported, synced);
  return { ...took, import: importing.ms, sync: syncing.ms };
}

/** The window on the same bucket: how long its thread is away while it syncs, and while its deliveries open. */
const windowOn = (build, endpoint, events) => {
  const found = jsonOf(`${build}/tests/bench/bench_deliveries`, [endpoint, 'logs', 'prod/{DATE}/', String(Date.parse(end)), 'sync'],
    { ...awsKeys, QT_QPA_PLATFORM: 'offscreen' });
  equal(found.synced_events, events, 'the window has all events');
  return found;
};

export async function measureBucket(build, { events, objects, repeats }) {
  const folder = `${build}/bucket-objects-${events}-${objects}`;
  makeObjects(build, folder, events, objects);
  const names = namesIn(folder);
  step('Ceph');
  mkdirSync(path.join(build, 'bucket'), { recursive: true });
  const endpoint = await startCeph(path.resolve(build, 'bucket', 'ceph'));
  const client = new S3Client({ endpoint, ...keys });
  await client.put('/logs');
  await client.putAll(names.map(name => [`/logs/prod/${name}`, readFileSync(path.join(folder, name))]));
  const bytes = names.reduce((sum, name) => sum + readFileSync(path.join(folder, name)).length, 0);
  step('rclone, import, sync');
  const rounds = [];
  for (let i = 0; i < repeats; ++i) rounds.push(round(build, endpoint, { objects: names.length, events }));
  step('the window on the bucket');
  const windows = Array.from({ length: repeats }, () => windowOn(build, endpoint, events));
  const times = of => spread(rounds.map(of));
  const [both, fastest, sync] = [times(r => r.rclone + r.import), times(r => r.rclone_fastest + r.import), times(r => r.sync)];
  return {
    events, objects: names.length, bytes, repeats, server: output('radosgw', ['--version']).trim(),
    rclone_version: output('rclone', ['version']).split('\n')[0],
    rounds, rclone: times(r => r.rclone), rclone_fastest: times(r => r.rclone_fastest), import: times(r => r.import), both, sync,
    ratio: sync.ms / both.ms, ratio_to_fastest: sync.ms / fastest.ms,
    ratios: spread(rounds.map(r => r.sync / (r.rclone + r.import))),
    window: Object.fromEntries(Object.keys(windows[0]).map(key => [key, middle(windows.map(w => w[key]))])),
    window_worst_stall_ms: Math.max(...windows.flatMap(w => [w.sync_longest_stall_ms, w.open_longest_stall_ms])),
  };
}
