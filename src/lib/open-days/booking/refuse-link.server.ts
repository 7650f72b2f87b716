import { createHash } from 'node:crypto';
import { fail } from '@sveltejs/kit';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { booked } from '../schema.ts';
import { token as shape } from './schema.ts';

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Gives up an offered seat by the link of its mail, whoever is signed in: the link itself is the right to. */
export async function refuseByLink(data: FormData) {
  const token = shape.safeParse(data.get('token'));
  if (!token.success) return fail(400, { broken: true, refused: false });
  const answer = await hub().service.rpc('refuse_offer_by_link', { token_hash: hashOf(token.data) });
  const gone = unwrap(answer, booked.nullable()) === null;
  return gone ? fail(409, { broken: true, refused: false }) : { broken: false, refused: true };
}
