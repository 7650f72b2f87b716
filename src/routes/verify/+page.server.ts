import { readHash } from '#lib/documents/documents.ts';
import * as documents from '#lib/documents/documents.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams.get('hash') ?? '';
  const hash = readHash(asked);
  return { asked, hash, holders: hash ? await documents.find(locals.db, hash) : [] };
};
