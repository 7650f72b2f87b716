import { error, type Handle, type RequestEvent } from '@sveltejs/kit';
import { hub } from '#lib/server/hub.ts';
import { requestLimits, type RequestKind } from '#lib/server/limits.ts';

const bodyLimit = 512 * 1024;
/** Routes that take files, with what they take. */
const largeBodies: Record<string, number> = {
  // forms with files, from pages without scripts; the server itself takes 32 MB
  '/(desk)/desk/complaints/import': 5 * 1024 * 1024,
  '/(desk)/desk/complaints/[slug]': 31 * 1024 * 1024,
  '/(desk)/desk/disclosures/[slug]': 31 * 1024 * 1024,
  '/(desk)/desk/disclosures/import': 31 * 1024 * 1024,
  // one work order, or one form without files
  '/hotline/v1/orders': 64 * 1024,
  '/log/cosignatures': 16 * 1024,
  '/open311/v2/[resource].[format]': 64 * 1024,
  '/supervisors/apply': 31 * 1024 * 1024,
  '/(desk)/desk/open-days/[slug]/check-ins': 9 * 1024 * 1024,
  '/account/complaints/[slug]': 31 * 1024 * 1024,
  '/complaints/track': 31 * 1024 * 1024,
  '/account/visits/[openday]': 31 * 1024 * 1024,
  '/account/findings/[slug]': 31 * 1024 * 1024,
  '/complaints/new': 31 * 1024 * 1024,
  '/account/visits/[openday]/photos': 21 * 1024 * 1024,
  '/(desk)/desk/projects/import': 21 * 1024 * 1024,
  '/(desk)/desk/documents': 21 * 1024 * 1024
};

/** Counts one request of an address; 429 with the seconds to wait when it asked too often. */
export async function countAgainstLimit(event: RequestEvent, kind: RequestKind): Promise<void> {
  if (hub().config.bench) return;
  const wait = await requestLimits.use(kind, event.getClientAddress());
  if (wait === 0) return;
  event.setHeaders({ 'retry-after': String(wait) });
  error(429, { code: 'too_many_requests', message: 'too_many_requests', detail: String(wait) });
}

/**
 * Caps how much one request may send and how often one address may write. Reads are counted where they cost something,
 * behind the public cache: what comes from memory is as cheap as a refusal, and many people share an address.
 */
export const limitRequests: Handle = async ({ event, resolve }) => {
  const { method } = event.request;
  if (method === 'GET' || method === 'HEAD') return resolve(event);
  if (method === 'OPTIONS') {
    await countAgainstLimit(event, 'read');
    return resolve(event);
  }
  const length = Number(event.request.headers.get('content-length') ?? Number.NaN);
  // a body of unknown length is still capped by the server, at the largest of these
  if (length > (largeBodies[event.route.id ?? ''] ?? bodyLimit)) {
    error(413, { code: 'body_too_large', message: 'body_too_large' });
  }
  await countAgainstLimit(event, 'write');
  return resolve(event);
};
