// The Tail Worker: hands on what it gets, as it gets it.
export default {
  async tail(items, env) {
    await env.COLLECT.fetch('http://collect/', { method: 'POST', body: items.map(item => JSON.stringify(item)).join('\n') });
  },
};
