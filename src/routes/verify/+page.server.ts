import { readHash } from '#lib/documents/documents.ts';
import * as documents from '#lib/documents/documents.server.ts';
import { hub } from '#lib/server/hub.ts';
import { look } from '#lib/transparency/look.server.ts';
import { readNumber } from '#lib/transparency/number.ts';
import type { PageServerLoad } from './$types';

/** Proofs on one page: a file that stands in more versions has them one by one. */
const most = 3;

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams.get('hash') ?? '';
  const askedEntry = url.searchParams.get('entry') ?? '';
  const hash = readHash(asked);
  const entry = readNumber(askedEntry);
  const holders = hash ? await documents.find(locals.db, hash) : [];
  const seqs = entry === null ? holders.flatMap(({ journal_seq }) => journal_seq ?? []) : [entry];
  const size = readNumber(url.searchParams.get('size') ?? '');
  const proofs = [...new Set(seqs)].slice(0, most).map((seq) => look(hub(), locals.db, seq, size));
  return { asked, hash, askedEntry, entry, holders, proofs: await Promise.all(proofs) };
};
