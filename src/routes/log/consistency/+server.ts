import { consistency } from '#lib/transparency/serve.server.ts';
import type { RequestHandler } from './$types';

/** Proof that the log of ?to entries begins with the log of ?from entries. */
export const GET: RequestHandler = ({ url }) => consistency(url.searchParams);
