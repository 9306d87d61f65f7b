// The Worker whose invocations are traced: every kind of trigger, every kind of console argument, failures of every kind.
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

class PaymentError extends Error {
  name = 'PaymentError';
}

function charge(order) {
  if (order.total > 10) throw new PaymentError(`card declined for order ${order.id}`);
  return order.lines.length;
}

function sayEverything() {
  console.log('plain', 'several', 'strings, "quoted" and\nbroken\tlines');
  console.info('numbers', 1, -0.5, 1e21, 9007199254740991, NaN);
  console.warn('words', true, false, null, undefined);
  console.error('an error', new PaymentError('card declined'));
  console.debug('nested', { id: 7, list: [1, [2, { three: 3 }]], empty: {}, none: null });
  console.log('world', 'Grüße aus Köln', '日本語のログ', '😀 ok', '\u202Eright to left');
  console.log('hostile', '<b>bold</b>', '\u001b[31mred\u001b[0m', '=1+1', '%s %d');
  console.log();
  console.log('big', 123456789012345678901234567890n, Symbol('mark'), new Date(0), [new Map([['a', 1]]), new Set([1])]);
  console.log('long', 'x'.repeat(3000));
  console.trace('where am I');
}

const routes = {
  '/ok': () => new Response('fine'),
  '/all': () => (sayEverything(), new Response('said')),
  '/missing': () => new Response('no', { status: 404 }),
  '/caught': () => {
    try { charge({ id: 3, total: 20 }); } catch (error) { console.error('caught', error.stack); }
    return new Response('sorry', { status: 502 });
  },
  '/throw': url => new Response(`${charge({ id: Number(url.searchParams.get('id')), total: 99 })}`),
  '/type-error': url => new Response(`${charge({ id: url.searchParams.get('id'), total: 1 })}`),
  '/throw-text': () => { throw 'only a string'; },
  '/behind': (url, env, context) => {
    context.waitUntil(Promise.resolve().then(() => charge({ id: 8, total: 11 })));
    return new Response('answered first');
  },
  '/rpc': async (url, env) => new Response(await env.SELF_RPC.greet('bob')),
  '/rpc-boom': async (url, env) => {
    try { await env.SELF_RPC.boom(); } catch { console.warn('rpc failed'); }
    return new Response('ok');
  },
  '/send': async (url, env) => {
    await env.ORDERS.send({ order: 5 });
    return new Response('queued');
  },
};

const room = (env, name) => env.ROOMS.get(env.ROOMS.idFromName(name));

export default {
  async fetch(request, env, context) {
    const url = new URL(request.url);
    if (url.pathname.startsWith('/room/')) return room(env, 'lobby').fetch(request);
    const route = routes[url.pathname];
    if (!route) return new Response('nothing here', { status: 404 });
    console.log('request', url.pathname, { query: Object.fromEntries(url.searchParams) });
    return route(url, env, context);
  },
  async scheduled(controller) {
    console.log('cron', controller.cron, controller.scheduledTime);
    if (controller.cron === '0 0 * * *') throw new RangeError('nightly job failed');
  },
  async queue(batch) {
    for (const message of batch.messages) console.log('message', message.attempts, message.body);
    if (batch.messages.some(message => message.body.poison)) throw new Error('poison message');
  },
  async email(message) {
    console.info('mail', message.from, message.to);
    if (message.to.startsWith('bounce')) throw new Error('mailbox unavailable');
  },
};

export class Greeter extends WorkerEntrypoint {
  greet(name) {
    console.log('hello', name);
    return `hello ${name}`;
  }
  boom() {
    throw new TypeError('greeter broke');
  }
}

export class Room extends DurableObject {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    console.log('room', pathname);
    if (pathname === '/room/alarm' || pathname === '/room/bad-alarm') {
      await this.ctx.storage.put('bad', pathname.includes('bad'));
      await this.ctx.storage.setAlarm(Date.now());
      return new Response('set');
    }
    const [mine, theirs] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(theirs);
    return new Response(null, { status: 101, webSocket: mine });
  }
  async alarm() {
    console.warn('alarm', { bad: await this.ctx.storage.get('bad') });
    if (await this.ctx.storage.get('bad')) {
      await this.ctx.storage.put('bad', false);
      throw new Error('alarm failed');
    }
  }
  webSocketMessage(socket, text) {
    console.log('ws message', text);
    if (text === 'boom') throw new SyntaxError('bad message');
    socket.send(`echo ${text}`);
  }
  webSocketClose(socket, code) {
    console.log('ws close', code);
    socket.close(code);
  }
}
