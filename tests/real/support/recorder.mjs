// Stands between a program and a server, and notes what is sent.
import http from 'node:http';

/** Starts one before `base`; `sent` grows by {method, path, body} with each request. */
export async function record(base) {
  const sent = [];
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const target = new URL(request.url, base);
    sent.push({ method: request.method, path: target.pathname, body: body.toString('latin1') });
    const headers = { ...request.headers };
    delete headers.host;
    delete headers.connection;
    delete headers['content-length'];
    delete headers['transfer-encoding'];
    const answer = await fetch(target, { method: request.method, headers, ...(body.length > 0 && { body }) });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { pathname } = new URL(base);
  return { base_url: `http://127.0.0.1:${server.address().port}${pathname}`, sent, close: () => server.close() };
}
