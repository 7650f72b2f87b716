import { tile } from '#lib/transparency/serve.server.ts';
import type { RequestHandler } from './$types';

/** Hashes of the tree and bundles of entries (C2SP tlog-tiles). */
export const GET: RequestHandler = ({ params }) => tile(params.path);
