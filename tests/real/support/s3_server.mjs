// An S3 server of one bucket over a folder, made to go wrong: checks signatures by itself, lists page by page, and spoils a share of
// its answers at random. Prints {"endpoint"} when it listens; on SIGTERM {"asked","spoilt"} and ends.
//   s3_server.mjs --folder DIR [--prefix P] [--faults 0.2] [--seed N] [--page 1000]     keys from the usual variables
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { seeded } from './check.mjs';
import { signatureOf } from './s3_client.mjs';

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string' }, prefix: { type: 'string', default: '' }, faults: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' }, page: { type: 'string', default: '1000' },
  },
});
const share = Number(options.faults);
const random = seeded(Number(options.seed));
const pageSize = Number(options.page);
const count = { asked: 0, spoilt: {} };

const files = new Map(readdirSync(options.folder, { recursive: true })
  .filter(name => statSync(path.join(options.folder, name)).isFile())
  .map(name => [options.prefix + name, path.join(options.folder, name)]));
const names = [...files.keys()].sort();
const etag = bytes => `"${createHash('md5').update(bytes).digest('hex')}"`;

const xml = text => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
const error = (code, message) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;

function refusal(request, url) {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(request.headers.authorization ?? '');
  if (!found) return ['AccessDenied', 'not signed'];
  const [, id, scope, signed, signature] = found;
  if (id !== process.env.AWS_ACCESS_KEY_ID) return ['InvalidAccessKeyId', 'nobody has this key'];
  const wanted = signatureOf({
    method: request.method,
    path: decodeURIComponent(url.pathname),
    query: [...url.searchParams],
    headers: Object.fromEntries(signed.split(';').map(name => [name, request.headers[name]])),
    payloadHash: request.headers['x-amz-content-sha256'],
    scope: scope.split('/'),
    date: request.headers['x-amz-date'],
    secret: process.env.AWS_SECRET_ACCESS_KEY,
  });
  return wanted === signature ? null : ['SignatureDoesNotMatch', 'another secret, or another request'];
}

function list(query) {
  const prefix = query.get('prefix') ?? '';
  const behind = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const delimiter = query.get('delimiter');
  const [objects, folders] = [[], []];
  let last = '';
  let more = false;
  for (const name of names) {
    const slash = delimiter ? name.indexOf(delimiter, prefix.length) : -1;
    const entry = slash < 0 ? name : name.slice(0, slash + 1);
    if (!name.startsWith(prefix) || name <= behind || entry === last || (slash >= 0 && behind.startsWith(entry))) continue;
    if (objects.length + folders.length === Math.min(pageSize, Number(query.get('max-keys') ?? 1000))) {
      more = true;
      break;
    }
    (slash < 0 ? objects : folders).push(entry);
    last = entry;
  }
  return '<?xml version="1.0"?><ListBucketResult><EncodingType>url</EncodingType>'
    + `<IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${xml(last)}</NextContinuationToken>` : ''}`
    + objects.map(name => {
      const bytes = readFileSync(files.get(name));
      return `<Contents><Key>${encodeURIComponent(name)}</Key><Size>${bytes.length}</Size><ETag>${xml(etag(bytes))}</ETag>`
        + '<LastModified>2026-11-22T12:00:00.000Z</LastModified></Contents>';
    }).join('')
    + folders.map(name => `<CommonPrefixes><Prefix>${encodeURIComponent(name)}</Prefix></CommonPrefixes>`).join('') + '</ListBucketResult>';
}

/** [status, headers, body] of an answer that is not spoilt. */
function answerTo(request, url) {
  const refused = refusal(request, url);
  if (refused) return [403, {}, error(...refused)];
  const key = decodeURIComponent(url.pathname).split('/').slice(2).join('/');
  if (key === '') return [200, { 'content-type': 'application/xml' }, list(url.searchParams)];
  if (!files.has(key)) return [404, {}, error('NoSuchKey', 'no such key')];
  const bytes = readFileSync(files.get(key));
  return [200, { etag: etag(bytes) }, bytes];
}

function send(response, status, headers, body) {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const half = body => Buffer.from(body).subarray(0, Math.floor(Buffer.byteLength(body) / 2));
const faults = {
  500: response => send(response, 500, {}, error('InternalError', 'something broke')),
  503: response => send(response, 503, {}, error('SlowDown', 'too fast')),
  429: response => send(response, 429, {}, error('TooManyRequests', 'too many')),
  'reset': response => response.socket.resetAndDestroy(),
  'closed': response => response.socket.destroy(),
  'cut body'(response, status, headers, body) {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.write(half(body), () => response.socket.destroy());
  },
  'cut chunks'(response, status, headers, body) {
    response.writeHead(status, headers);
    response.write(half(body), () => response.socket.destroy());
  },
  'a proxy\'s page': response => send(response, 502, { 'content-type': 'text/html' }, '<html>Bad gateway</html>'),
  'slow'(response, status, headers, body) {
    setTimeout(() => {
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
      response.write(half(body));
      setTimeout(() => response.end(Buffer.from(body).subarray(half(body).length)), 400);
    }, 400);
  },
};

const server = http.createServer((request, response) => {
  count.asked += 1;
  const answer = answerTo(request, new URL(request.url, 'http://s3'));
  if (answer[0] !== 200 || random() >= share) return send(response, ...answer);
  const kinds = Object.keys(faults);
  const kind = kinds[Math.floor(random() * kinds.length)];
  count.spoilt[kind] = (count.spoilt[kind] ?? 0) + 1;
  return faults[kind](response, ...answer);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ endpoint: `http://127.0.0.1:${server.address().port}` })));
process.on('SIGTERM', () => {
  console.log(JSON.stringify(count));
  process.exit(0);
});
