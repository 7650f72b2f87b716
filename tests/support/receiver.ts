import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks on this machine, which answers as it is told. */
export async function openReceiver() {
  const received: Received[] = [];
  let answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 204 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8')
      });
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    received,
    url: `http://127.0.0.1:${String(port)}/hook`,
    answers(status: number, headers?: Record<string, string>, body?: string) {
      answer = { status, headers, body };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  };
}
