import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { nameOf } from '#lib/server/jobs.ts';
import { version } from '#lib/server/version.ts';
import { AddressRefused, publicLookup, urlProblem } from './address.ts';
import { sign } from './sign.ts';

export interface Outgoing {
  url: string;
  secret: string;
  id: string;
  body: string;
}

export interface Sent {
  ok: boolean;
  status: number | null;
  /** A code, never what the receiver wrote. */
  error: string | null;
  /** The receiver says that it is no more. */
  gone: boolean;
}

/** From the first look at the name to the end of the answer. */
const patience = 10_000;
/** An answer says nothing that is read; its end is waited for so far. */
const mostOfAnswer = 1024;

const failure = (error: string): Sent => ({ ok: false, status: null, error, gone: false });

function judged(status: number): Sent {
  if (status >= 200 && status < 300) return { ok: true, status, error: null, gone: false };
  const error = status >= 300 && status < 400 ? 'redirect_refused' : `HTTP ${String(status)}`;
  return { ok: false, status, error, gone: status === 410 };
}

function codeOf(thrown: unknown): string {
  if (thrown instanceof AddressRefused) return 'address_refused';
  if (thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'TimeoutError'))
    return 'timeout';
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : nameOf(thrown);
}

/** Posts one message, signed, to a receiver on the public internet. Follows nothing; never throws. */
export function send({ url, secret, id, body }: Outgoing, loopbackToo: boolean): Promise<Sent> {
  const problem = urlProblem(url, loopbackToo);
  if (problem)
    return Promise.resolve(failure(problem === 'webhook_url_inside' ? 'address_refused' : 'url_wrong'));
  const timestamp = Math.floor(Date.now() / 1000);
  const { protocol } = new URL(url);
  return new Promise((resolve) => {
    const outgoing = (protocol === 'https:' ? secure : plain)(url, {
      method: 'POST',
      agent: false,
      lookup: publicLookup(loopbackToo),
      signal: AbortSignal.timeout(patience),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': `Sunlit/${version}`,
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': sign(secret, { id, timestamp, body })
      }
    });
    outgoing.on('error', (thrown) => resolve(failure(codeOf(thrown))));
    outgoing.on('response', (answer) => {
      const result = judged(answer.statusCode ?? 0);
      let read = 0;
      answer.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > mostOfAnswer) outgoing.destroy();
      });
      // what it answered is known by now, however its body ends
      answer.on('error', () => resolve(result));
      answer.on('close', () => resolve(result));
    });
    outgoing.end(body);
  });
}
