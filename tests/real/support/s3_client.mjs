// Just enough of S3 from the other side: signs by itself (not with our code) and writes objects.
import { createHash, createHmac } from 'node:crypto';

const hex = bytes => createHash('sha256').update(bytes).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const encode = text => encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature of a request by the rules of AWS: what a server computes, too. */
export function signatureOf({ method, path, query = [], headers, payloadHash, scope, date, secret }) {
  const sorted = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const names = Object.keys(headers).sort();
  const canonical = [method, path.split('/').map(encode).join('/'), sorted.join('&'), ...names.map(name => `${name}:${headers[name]}`),
    '', names.join(';'), payloadHash].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), hex(canonical)].join('\n');
  return createHmac('sha256', scope.reduce(hmac, `AWS4${secret}`)).update(text).digest('hex');
}

export class S3Client {
  constructor({ endpoint, accessKeyId, secretAccessKey, region = 'us-east-1' }) {
    Object.assign(this, { endpoint, accessKeyId, secretAccessKey, region });
  }

  async put(path, body = '') {
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const payloadHash = hex(body);
    const headers = { host: new URL(this.endpoint).host, 'x-amz-content-sha256': payloadHash, 'x-amz-date': date };
    const scope = [date.slice(0, 8), this.region, 's3', 'aws4_request'];
    const signature = signatureOf({ method: 'PUT', path, headers, payloadHash, scope, date, secret: this.secretAccessKey });
    const { host, ...sent } = headers;
    const answer = await fetch(this.endpoint + path.split('/').map(encode).join('/'), {
      method: 'PUT',
      body,
      headers: {
        ...sent,
        authorization: `AWS4-HMAC-SHA256 Credential=${this.accessKeyId}/${scope.join('/')}, `
          + `SignedHeaders=${Object.keys(headers).sort().join(';')}, Signature=${signature}`,
      },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${text.slice(0, 300)}`);
  }

  /** Many objects, several at once: [path, body] pairs. */
  async putAll(objects, atOnce = 16) {
    const rest = [...objects];
    await Promise.all(Array.from({ length: atOnce }, async () => {
      for (let next = rest.pop(); next; next = rest.pop()) await this.put(...next);
    }));
  }
}
