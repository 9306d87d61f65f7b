// The Sandbox's bucket as others' clients see it: the official S3 client for JavaScript, and rclone.
//   sandbox_bucket.mjs PATH-OF-served_account
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { equal, must } from './support/check.mjs';
import { scratch } from './support/ctl.mjs';
import { counterpart } from './support/modules.mjs';
import { serve } from './support/served.mjs';

const S3 = counterpart('@aws-sdk/client-s3');
const { getSignedUrl } = counterpart('@aws-sdk/s3-request-presigner');
const folder = scratch('sandbox-bucket');
let account = await serve(process.argv[2], path.join(folder, 'account'));
const Bucket = account.bucket;
const clientOf = (keys, endpoint = account.endpoint) => new S3.S3Client({
  endpoint, region: 'auto', forcePathStyle: true, maxAttempts: 1,
  credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey },
});
const md5 = bytes => createHash('md5').update(bytes).digest('hex');
const writer = clientOf(account.writer);
const viewer = clientOf(account.viewer);

async function refusal(action) {
  try {
    await action;
  } catch (error) {
    return `${error.$metadata?.httpStatusCode} ${error.name}`;
  }
  return 'none';
}

console.log('the official client: objects of all kinds');
const bodies = new Map([
  ['plain.txt', Buffer.from('hello')],
  ['a b/+%2F&=?#\'()!*~/é/日本.log.gz', Buffer.from('odd')],
  ['empty', Buffer.alloc(0)],
  ['large.bin', Buffer.alloc(7_000_000, 'Some bytes, ')],
]);
for (const [Key, Body] of bodies) {
  const put = await writer.send(new S3.PutObjectCommand({ Bucket, Key, Body, ContentType: 'text/x-log', Metadata: { made: 'by us' } }));
  equal(put.ETag, `"${md5(Body)}"`, `${Key} is written`);
}
for (const [Key, Body] of bodies) {
  const got = await viewer.send(new S3.GetObjectCommand({ Bucket, Key }));
  must(Body.equals(Buffer.from(await got.Body.transformToByteArray())), `${Key} is read back`);
  const head = await viewer.send(new S3.HeadObjectCommand({ Bucket, Key }));
  equal(`${head.ContentLength} ${head.ContentType} ${head.Metadata.made}`, `${Body.length} text/x-log by us`, `${Key} is described`);
  must(Math.abs(head.LastModified - Date.now()) < 60_000, `${Key} has its time`);
}
const part = await viewer.send(new S3.GetObjectCommand({ Bucket, Key: 'plain.txt', Range: 'bytes=1-3' }));
equal(`${part.ContentRange} ${await part.Body.transformToString()}`, 'bytes 1-3/5 ell', 'a part is read');
const unchanged = viewer.send(new S3.GetObjectCommand({ Bucket, Key: 'plain.txt', IfNoneMatch: `"${md5('hello')}"` }));
must((await refusal(unchanged)).startsWith('304 '), 'what is unchanged is not sent');
const address = await getSignedUrl(viewer, new S3.GetObjectCommand({ Bucket, Key: 'plain.txt' }), { expiresIn: 60 });
equal(await (await fetch(address)).text(), 'hello', 'a presigned address is good');

console.log('the official client: listings');
for (let i = 0; i < 1203; i += 50) {
  await Promise.all(Array.from({ length: Math.min(50, 1203 - i) }, (_, k) =>
    writer.send(new S3.PutObjectCommand({ Bucket, Key: `many/${String(i + k).padStart(5, '0')}`, Body: 'x' }))));
}
const keys = [];
let pages = 0;
for await (const page of S3.paginateListObjectsV2({ client: viewer }, { Bucket, Prefix: 'many/' })) {
  pages += 1;
  keys.push(...page.Contents.map(object => object.Key));
}
equal(pages, 2, 'a page has a thousand');
equal(keys.length, 1203, 'each is listed');
must(keys.every((key, i) => key === `many/${String(i).padStart(5, '0')}`), 'in order');
const top = await viewer.send(new S3.ListObjectsV2Command({ Bucket, Delimiter: '/', StartAfter: 'e' }));
equal(top.CommonPrefixes.map(each => each.Prefix).join(), 'many/', 'folders are rolled up');
equal(top.Contents.map(each => each.Key).join(), 'empty,large.bin,plain.txt', 'beside what lies there');
const odd = await viewer.send(new S3.ListObjectsV2Command({ Bucket, Prefix: 'a b/', EncodingType: 'url' }));
equal(decodeURIComponent(odd.Contents[0].Key), [...bodies.keys()][1], 'an odd name is listed');

console.log('the official client: buckets and refusals');
const admin = clientOf(account.admin);
equal((await admin.send(new S3.ListBucketsCommand({}))).Buckets.map(bucket => bucket.Name).join(), Bucket, 'buckets are listed');
equal((await admin.send(new S3.GetBucketLocationCommand({ Bucket }))).LocationConstraint, 'WEUR', 'a bucket is placed');
equal((await viewer.send(new S3.HeadBucketCommand({ Bucket }))).$metadata.httpStatusCode, 200, 'a bucket is there');
const wrong = clientOf({ ...account.viewer, secretAccessKey: '0'.repeat(64) });
const nobody = clientOf({ ...account.viewer, accessKeyId: '0'.repeat(32) });
for (const [claim, client, command, wanted] of [
  ['a wrong signature', wrong, new S3.GetObjectCommand({ Bucket, Key: 'plain.txt' }), '403 SignatureDoesNotMatch'],
  ['an unknown key', nobody, new S3.GetObjectCommand({ Bucket, Key: 'plain.txt' }), '401 Unauthorized'],
  ['a key that only reads', viewer, new S3.PutObjectCommand({ Bucket, Key: 'new', Body: 'x' }), '403 AccessDenied'],
  ['a key that is not there', viewer, new S3.GetObjectCommand({ Bucket, Key: 'none' }), '404 NoSuchKey'],
  ['a bucket that is not there', admin, new S3.ListObjectsV2Command({ Bucket: 'elsewhere' }), '404 NoSuchBucket'],
  ['a part behind the end', viewer, new S3.GetObjectCommand({ Bucket, Key: 'plain.txt', Range: 'bytes=9-' }), '416 InvalidRange'],
]) equal(await refusal(client.send(command)), wanted, claim);
await writer.send(new S3.DeleteObjectCommand({ Bucket, Key: 'empty' }));
equal(await refusal(viewer.send(new S3.GetObjectCommand({ Bucket, Key: 'empty' }))), '404 NoSuchKey', 'what is deleted is gone');

console.log('rclone');
const configFile = path.join(folder, 'rclone.conf');
const remote = (name, { accessKeyId, secretAccessKey }) => `[${name}]\ntype = s3\nprovider = Cloudflare\nno_check_bucket = true\nregion = auto\n`
  + `endpoint = ${account.endpoint}\naccess_key_id = ${accessKeyId}\nsecret_access_key = ${secretAccessKey}\n`;
writeFileSync(configFile, remote('writer', account.writer) + remote('wrong', { ...account.writer, secretAccessKey: 'wrong' }), { mode: 0o600 });
const { AWS_CA_BUNDLE: ignored, ...environment } = process.env; // it stumbles over that one, even where there is no TLS
const rclone = (...args) =>
  spawnSync('rclone', ['--config', configFile, '--retries', '1', '--low-level-retries', '1', ...args], { encoding: 'utf8', env: environment });
const [up, down] = ['up', 'down'].map(name => path.join(folder, name));
for (let i = 0; i < 60; i += 1) {
  mkdirSync(path.join(up, `day ${i % 3}`), { recursive: true });
  writeFileSync(path.join(up, `day ${i % 3}`, `object ${i}.log.gz`), `bytes of ${i}\n`.repeat(i * 50));
}
for (const [claim, ...args] of [
  ['rclone uploads', 'copy', up, `writer:${Bucket}/rclone`, '--transfers', '8'],
  ['rclone finds no difference', 'check', up, `writer:${Bucket}/rclone`],
  ['rclone downloads', 'copy', `writer:${Bucket}/rclone`, down, '--transfers', '8'],
]) {
  const { status, stderr } = rclone(...args);
  must(status === 0, `${claim}: exit ${status}, ${stderr}`);
}
const files = readdirSync(up, { recursive: true }).filter(name => name.endsWith('.gz'));
equal(files.filter(name => readFileSync(path.join(up, name)).equals(readFileSync(path.join(down, name)))).length, 60, 'and all is as it was');
const refused = rclone('lsf', `wrong:${Bucket}`);
must(refused.status !== 0 && /403/.test(refused.stderr), `rclone with a wrong secret is refused: ${refused.stderr.slice(-200)}`);

console.log('after a restart');
const before = account.endpoint;
equal(await account.stop(), 0, 'it ends well');
account = await serve(process.argv[2], path.join(folder, 'account'));
equal(account.endpoint, before, 'it is where it was');
const again = await clientOf(account.viewer).send(new S3.GetObjectCommand({ Bucket, Key: 'large.bin' }));
must(bodies.get('large.bin').equals(Buffer.from(await again.Body.transformToByteArray())), 'and has what it had');
equal(await account.stop(), 0, 'it ends well again');
console.log('all so');
