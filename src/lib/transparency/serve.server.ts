import { error, json, text } from '@sveltejs/kit';
import { z } from 'zod';
import { hub } from '#lib/server/hub.ts';
import { log } from '#lib/server/log.ts';
import * as checkpoints from './checkpoints.server.ts';
import * as keys from './keys.server.ts';
import { BrokenLogError } from './log.server.ts';
import * as proofs from './proofs.server.ts';
import * as tiles from './tiles.server.ts';
import { parseTilePath } from './tiles.ts';
import { cosign } from './witnesses.server.ts';

/** Answers of /log/…: everything that the routes say. */

const refuse = (status: number, code: string): never => error(status, { code, message: code });

/** What was signed and what is kept do not fit: nothing is told on top of it, and the operator is told why. */
async function whole<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    if (!(thrown instanceof BrokenLogError)) throw thrown;
    log.error({ error: thrown.message }, 'the transparency log is broken');
    return refuse(503, 'log_broken');
  }
}

const number = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,14})$/)
  .transform(Number);

/** A number of an address; null where there is none. */
function read(given: string | null): number | null {
  if (given === null) return null;
  const parsed = number.safeParse(given);
  return parsed.success ? parsed.data : refuse(400, 'log_number');
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };

/** The newest checkpoint, or the one of ?size. */
export async function checkpoint(query: URLSearchParams): Promise<Response> {
  const size = read(query.get('size'));
  const found = await whole(size === null ? checkpoints.newest(hub()) : checkpoints.at(hub(), size));
  if (!found) return refuse(404, size === null ? 'log_empty' : 'unknown_checkpoint');
  return text(checkpoints.noteOf(found), { headers: plain });
}

/** Hashes never change; of an entry less may be told tomorrow. */
const caching = {
  hashes: 'public, max-age=31536000, immutable',
  entries: 'public, max-age=60'
};

export async function tile(path: string): Promise<Response> {
  const asked = parseTilePath(path);
  if (!asked) return refuse(404, 'not_found');
  const kind = asked.level === 'entries' ? 'entries' : 'hashes';
  const found = await whole(kind === 'hashes' ? tiles.hashes(hub(), asked) : tiles.bundle(hub(), asked));
  if (!found) return refuse(404, 'no_tile');
  return new Response(found, {
    headers: { 'content-type': 'application/octet-stream', 'cache-control': caching[kind] }
  });
}

export async function proof(seq: string, query: URLSearchParams): Promise<Response> {
  const size = read(query.get('size'));
  return json(await whole(proofs.proof(hub(), read(seq) ?? 0, size)));
}

export async function consistency(query: URLSearchParams): Promise<Response> {
  const from = read(query.get('from'));
  if (from === null) return refuse(400, 'log_number');
  return json(await whole(proofs.consistency(hub(), from, read(query.get('to')))));
}

export const key = async (): Promise<Response> => json(await keys.told(hub()));

/** The key in force, as openssl reads it. */
export async function pem(): Promise<Response> {
  const { keys: all } = await keys.told(hub());
  return text(all[0]?.pem ?? refuse(404, 'log_empty'), { headers: plain });
}

/** A note with cosignatures is some hundred bytes for each. */
const largest = 16_384;

export async function cosignatures(request: Request): Promise<Response> {
  const body = await request.text();
  if (body.length > largest) return refuse(413, 'body_too_large');
  return json(await whole(cosign(hub(), body)), { headers: { 'cache-control': 'no-store' } });
}
