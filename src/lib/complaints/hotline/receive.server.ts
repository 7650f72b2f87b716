import { STATUS_CODES } from 'node:http';
import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { fingerprint, open } from '#lib/server/seal.ts';
import { isSigned, tolerance } from '../webhooks/sign.ts';
import { sealPurpose } from '../webhooks/secret.ts';
import { categoryOf } from './categories.ts';
import { fileOrder, known, refHash, type Bureau } from './file.server.ts';
import { lookup, placeOf, works } from './lookup.server.ts';
import { answered, headers, message, type Answered, type Message } from './message.ts';
import type { Order } from './order.ts';
import { receivedProblem } from './received.ts';

const source = z.object({
  connection_id: z.uuid(),
  sealed: z.string(),
  bureau: z.string(),
  division_code: z.string()
});
const begun = z.object({ same: z.boolean(), answer: answered.nullable() });

/** Why a message is not taken, and which of its fields are to blame. */
class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: string[];

  constructor(status: number, code: string, fields: string[] = []) {
    super(code);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/** Problem details (RFC 9457) with the names of fields, never what stood in them. */
function tell({ locals }: RequestEvent, { status, code, fields }: Problem): Response {
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: locals.t.of(`errors.${code}`),
    instance: `urn:uuid:${locals.requestId}`,
    ...(fields.length > 0 ? { fields } : {})
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' }
  });
}

interface Verified {
  connection: string;
  bureau: Bureau;
  key: string;
  body: string;
}

/** The sender of a message whose signature is right and whose time is near; whichever is wrong, it says the same. */
async function verify({ request }: RequestEvent): Promise<Verified> {
  const get = (name: string) => request.headers.get(name) ?? undefined;
  if (get('idempotency-key') === undefined) throw new Problem(400, 'hotline_key_missing');
  const read = headers.safeParse({
    source: get('webhook-source'),
    key: get('idempotency-key'),
    timestamp: get('webhook-timestamp'),
    signature: get('webhook-signature')
  });
  if (!read.success) throw new Problem(401, 'hotline_unsigned');
  const { source: id, key, timestamp, signature } = read.data;
  const body = await request.text();
  const { service, secrets } = hub();
  const found = unwrap(await service.rpc('hotline_source', { connection: id }), source.nullable());
  const near = Math.abs(Date.now() / 1000 - timestamp) <= tolerance;
  const secret = found && open(secrets.encryption, sealPurpose, found.sealed, found.connection_id);
  if (!found || !secret || !near || !isSigned(secret, { id: key, timestamp, body }, signature))
    throw new Problem(401, 'hotline_unsigned');
  const bureau = { slug: found.bureau, division_code: found.division_code };
  return { connection: found.connection_id, bureau, key, body };
}

function parsed(body: string): Message {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    throw new Problem(400, 'hotline_no_json');
  }
  const read = message.safeParse(given);
  if (read.success) return read.data;
  throw new Problem(422, 'hotline_wrong', [...new Set(read.error.issues.map(({ path }) => path.join('.')))]);
}

async function orderOf(bureau: Bureau, said: Message): Promise<Order> {
  const found = await lookup(hub());
  const category = categoryOf(said.category, found.categories);
  const work = said.project ? (await works(hub(), bureau, [said.project])).get(said.project) : undefined;
  const division = said.division ? placeOf(bureau, found, said.division) : bureau.division_code;
  const received_on = said.received_at && calendarDay(new Date(said.received_at));
  const wrong = [
    ...(category ? [] : ['category']),
    ...(said.project && !work ? ['project'] : []),
    ...(division ? [] : ['division']),
    ...(received_on && receivedProblem(received_on, calendarDay()) ? ['received_at'] : [])
  ];
  if (!category || !division || wrong.length > 0) throw new Problem(422, 'hotline_wrong', wrong);
  return { ...said, received_on, category, division, project: work?.slug, spot: said.address };
}

async function take({ bureau }: Verified, said: Message): Promise<Answered> {
  const hash = refHash(hub(), bureau, said.order_no);
  const before = (await known(hub(), [hash])).get(hash);
  if (before) {
    const { number, state, filed_at } = before;
    return { order_no: said.order_no, number, state, filed_at, again: true, due_on: null, basis: null };
  }
  const receipt = await fileOrder(hub(), bureau, await orderOf(bureau, said), 'webhook');
  const { number, state, filed_at, again, due_on, rule } = receipt;
  return { order_no: said.order_no, number, state, filed_at, again, due_on, basis: rule?.basis ?? null };
}

async function settle(verified: Verified): Promise<Answered> {
  const { service, secrets } = hub();
  const { connection, key, body } = verified;
  const key_hash = fingerprint(secrets.encryption, 'hotline key', `${connection} ${key}`);
  const body_hash = fingerprint(secrets.encryption, 'hotline body', body);
  const mine = { connection, key_hash };
  const { same, answer } = unwrap(await service.rpc('begin_hotline_order', { ...mine, body_hash }), begun);
  if (!same) throw new Problem(409, 'hotline_key_used');
  if (answer) return answer;
  try {
    const made = await take(verified, parsed(body));
    const kept = await service.rpc('finish_hotline_order', { ...mine, answer: made });
    return unwrap(kept, answered.nullable()) ?? made;
  } catch (thrown) {
    unwrap(await service.rpc('drop_hotline_order', mine), z.boolean());
    throw thrown;
  }
}

/** `POST /hotline/v1/orders`: takes one work order in. The same message again has the same answer. */
export async function receive(event: RequestEvent): Promise<Response> {
  try {
    return Response.json(await settle(await verify(event)), { status: 201 });
  } catch (thrown) {
    if (thrown instanceof Problem) return tell(event, thrown);
    if (isHttpError(thrown)) return tell(event, new Problem(thrown.status, thrown.body.code));
    throw thrown;
  }
}
