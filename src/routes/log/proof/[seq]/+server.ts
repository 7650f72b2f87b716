import { proof } from '#lib/transparency/serve.server.ts';
import type { RequestHandler } from './$types';

/** Proof that an entry of the journal is in the log; ?size=<n> up to an earlier checkpoint. */
export const GET: RequestHandler = ({ params, url }) => proof(params.seq, url.searchParams);
