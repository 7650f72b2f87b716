import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { Refusal } from './progress.ts';

/** The header adapter-node is told to read the protocol from when nothing stands before it. */
export const PROTOCOL_HEADER = 'x-sunlit-protocol';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

export const isLoopback = (host: string): boolean => LOOPBACK.has(host);

/** The name in a Host header without its port; empty when it is no host. */
export function hostName(header: string | undefined): string {
  return /^(\[[^\]]+\]|[^:]+)(?::\d+)?$/.exec(header ?? '')?.[1]?.toLowerCase() ?? '';
}

/**
 * On loopback the hub answers plain http at localhost, 127.0.0.1 and [::1] alike, so no single ORIGIN fits.
 * Any other name is replaced: a page elsewhere whose name was pointed at this machine must not pass for
 * the hub's own origin.
 */
export function ownOrigin(request: Pick<IncomingMessage, 'headers'>, address: string): void {
  request.headers[PROTOCOL_HEADER] = 'http';
  if (!isLoopback(hostName(request.headers.host))) request.headers.host = address;
}

/**
 * What was answered before it was read whole (a body too large, a session that is over) stays in the connection, where
 * adapter-node holds it back: the next request, behind it, would wait until the connection is given up.
 */
export function passOverUnread(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.readableEnded) return;
    request.removeAllListeners('data');
    request.resume();
  });
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Refusal(`PORT must be a number up to 65535, not "${text}".`);
  return port;
}

function listenFailure(code: string | undefined, host: string, port: number): string {
  const address = `${host}:${String(port)}`;
  if (code === 'EADDRINUSE')
    return `${address} is already in use. Stop what is listening there, or choose another port: PORT=${String(port + 1)} npm start`;
  if (code === 'EACCES') return `This user may not listen on ${address}: choose a port above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is no address of this machine: check HOST.`;
  return `Cannot listen on ${address} (${code ?? 'unknown error'}).`;
}

/** Fails with a clear message before anything is opened, instead of after the database is. */
export function probe(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Refusal(listenFailure(error.code, host, port)));
    });
    server.listen({ host, port }, () => {
      server.close(() => {
        resolve();
      });
    });
  });
}
