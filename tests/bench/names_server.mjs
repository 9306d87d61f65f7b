// A bucket with very many names and nothing behind them, on a thread of its own: ListObjectsV2 over names as Logpush writes them, several a
// minute, with gaps and late ones. It checks no signatures: what is measured is who lists.
//   workerData: { names, days, endMs, prefix }; posts its endpoint when it listens.
import http from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

import { seeded } from '../real/support/check.mjs';

const random = seeded(7);
const between = (least, most) => least + Math.floor(random() * (most - least + 1));
const compact = ms => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
const hash = () => Math.floor(random() * 2 ** 32).toString(16).padStart(8, '0');

/** One object after the other up to the end; now and then nothing for some minutes, and one in a hundred is late. */
function makeObjects({ names, days, endMs, prefix }) {
  const width = days * 86_400_000;
  const gaps = Array.from({ length: Math.round(days * 2) }, () => {
    const from = endMs - random() * width;
    return { from, to: from + between(2, 12) * 60_000 };
  });
  const objects = [];
  for (let i = 0; objects.length < names; ++i) {
    const start = endMs - width + Math.floor(((i % names) * (width - 120_000)) / names / 1000) * 1000;
    if (i < names && gaps.some(gap => start >= gap.from && start < gap.to)) continue;
    const end = start + between(5, 60) * 1000;
    const lag = random() < 0.01 ? between(130, 900) * 1000 : between(1500, 20_000);
    objects.push({ key: `${prefix}${compact(start).slice(0, 8)}/${compact(start)}_${compact(end)}_${hash()}.log.gz`, size: between(800, 2_000_000),
      changed: new Date(Math.min(end + lag, endMs)).toISOString(), etag: hash().repeat(4) });
  }
  return objects.sort((a, b) => (a.key < b.key ? -1 : 1));
}

const objects = makeObjects(workerData);

/** The first that is not before `key`. */
function placeOf(key) {
  let [from, to] = [0, objects.length];
  while (from < to) {
    const half = (from + to) >> 1;
    if (objects[half].key < key) from = half + 1;
    else to = half;
  }
  return from;
}

function list(query) {
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const behind = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const most = Math.min(1000, Number(query.get('max-keys') ?? 1000));
  const [found, folders] = [[], []];
  let [at, last, more] = [placeOf(behind > prefix ? behind : prefix), '', false];
  while (at < objects.length && objects[at].key.startsWith(prefix)) {
    const { key } = objects[at];
    const slash = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    const entry = slash < 0 ? key : key.slice(0, slash + 1);
    const next = slash < 0 ? at + 1 : placeOf(`${entry}\uffff`);
    if (key > behind && !(slash >= 0 && behind.startsWith(entry))) {
      more = found.length + folders.length === most;
      if (more) break;
      if (slash < 0) found.push(objects[at]);
      else folders.push(entry);
      last = entry;
    }
    at = next;
  }
  return '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>'
    + `<IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${last}</NextContinuationToken>` : ''}`
    + found.map(o => `<Contents><Key>${o.key}</Key><LastModified>${o.changed}</LastModified><ETag>&quot;${o.etag}&quot;</ETag><Size>${o.size}</Size>`
      + '<StorageClass>STANDARD</StorageClass></Contents>').join('')
    + folders.map(name => `<CommonPrefixes><Prefix>${name}</Prefix></CommonPrefixes>`).join('') + '</ListBucketResult>';
}

const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://names');
  const isListing = url.searchParams.get('list-type') === '2';
  const body = isListing ? list(url.searchParams) : '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>names only</Message></Error>';
  response.writeHead(isListing ? 200 : 404, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => parentPort.postMessage({ endpoint: `http://127.0.0.1:${server.address().port}`, names: objects.length }));
