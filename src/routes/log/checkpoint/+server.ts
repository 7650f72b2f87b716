import { checkpoint } from '#lib/transparency/serve.server.ts';
import type { RequestHandler } from './$types';

/** The signed head of the log (C2SP tlog-checkpoint) with cosignatures; ?size=<n> for an earlier one. */
export const GET: RequestHandler = ({ url }) => checkpoint(url.searchParams);
