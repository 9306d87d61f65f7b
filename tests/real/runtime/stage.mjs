// Starts the Workers runtime with the Worker and its Tail Worker, makes things happen, and gives back the trace items it produced.
import { readFileSync } from 'node:fs';

import { counterpart } from '../support/modules.mjs';

const source = name => readFileSync(new URL(name, import.meta.url), 'utf8');
const compatibilityDate = '2026-06-01';
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

function workers(items, handOn) {
  const collect = async request => {
    const lines = await request.text();
    for (const line of lines.split('\n')) if (line) items.push(JSON.parse(line));
    await handOn(lines);
    return new (counterpart('miniflare').Response)('ok');
  };
  return [
    {
      name: 'app',
      modules: [{ type: 'ESModule', path: 'app.mjs', contents: source('app.mjs') }],
      compatibilityDate,
      durableObjects: { ROOMS: 'Room' },
      queueProducers: { ORDERS: 'orders' },
      queueConsumers: { orders: { maxBatchTimeout: 0.1, maxRetries: 0 } },
      serviceBindings: { SELF_RPC: { name: 'app', entrypoint: 'Greeter' } },
      tails: ['tail'],
    },
    {
      name: 'tail',
      modules: [{ type: 'ESModule', path: 'tail.mjs', contents: source('tail.mjs') }],
      compatibilityDate,
      serviceBindings: { COLLECT: collect },
    },
  ];
}

async function fetches(mf) {
  const paths = ['/ok', '/all', '/missing', '/caught', '/behind', '/rpc', '/rpc-boom', '/send', '/throw-text', '/elsewhere?a=1&b=%20x'];
  for (const path of paths) await mf.dispatchFetch(`http://localhost${path}`).then(r => r.text(), () => {});
  for (let id = 0; id < 5; id += 1) {
    await mf.dispatchFetch(`http://localhost/throw?id=${id}`, { method: 'POST' }).then(r => r.text(), () => {});
    await mf.dispatchFetch(`http://localhost/type-error?id=${id}`).then(r => r.text(), () => {});
  }
}

async function triggers(mf) {
  const app = await mf.getWorker('app');
  await app.scheduled({ cron: '*/5 * * * *', scheduledTime: new Date('2026-11-22T12:00:00Z') });
  await app.scheduled({ cron: '0 0 * * *' }).catch(() => {});
  const message = (id, body) => ({ id, timestamp: new Date(), attempts: 1, body });
  await app.queue('orders', [message('m1', { order: 1 }), message('m2', { order: 2, note: 'Grüße' })]);
  await app.queue('orders', [message('m3', { poison: true })]).catch(() => {});
}

async function mails(mf) {
  for (const to of ['orders@shop.example', 'bounce@shop.example']) {
    const mail = `From: bob@mail.example\r\nTo: ${to}\r\nMessage-ID: <1@mail.example>\r\nSubject: hi\r\n\r\nhello\r\n`;
    const url = `http://localhost/cdn-cgi/handler/email?from=bob@mail.example&to=${to}`;
    await mf.dispatchFetch(url, { method: 'POST', body: mail }).then(r => r.text(), () => {});
  }
}

async function rooms(mf) {
  for (const path of ['/room/alarm', '/room/bad-alarm']) {
    await mf.dispatchFetch(`http://localhost${path}`).then(r => r.text());
    await pause(400);
  }
  for (const text of ['hello', 'boom']) {
    const { webSocket } = await mf.dispatchFetch('http://localhost/room/chat', { headers: { Upgrade: 'websocket' } });
    webSocket.accept();
    webSocket.send(text);
    await pause(150);
    try { webSocket.close(1000, 'done'); } catch { /* the failing handler closed it */ }
    await pause(150);
  }
}

/** Waits until no new item came for a second. */
async function settled(items) {
  for (let quiet = 0, seen = -1; quiet < 10;) {
    await pause(100);
    quiet = items.length === seen ? quiet + 1 : 0;
    seen = items.length;
  }
}

/** All items; `handOn` gets them as the Tail Worker sends them, one a line. */
export async function traceItems(handOn = async () => {}) {
  const { Miniflare, Log, LogLevel } = counterpart('miniflare');
  const items = [];
  const mf = new Miniflare({
    workers: workers(items, handOn), host: '127.0.0.1', port: 0, log: new Log(LogLevel.NONE), handleRuntimeStdio: (out, err) => { out.resume(); err.resume(); },
    cf: false, unsafeTriggerHandlers: true, telemetry: { enabled: false },
  });
  try {
    await mf.ready;
    for (const act of [fetches, triggers, mails, rooms]) await act(mf);
    await settled(items);
  } finally {
    await mf.dispose();
  }
  return items;
}
