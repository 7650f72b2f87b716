import { cosignatures } from '#lib/transparency/serve.server.ts';
import type { RequestHandler } from './$types';

/** What witnesses signed of a checkpoint (C2SP tlog-cosignature): the note with their lines. */
export const POST: RequestHandler = ({ request }) => cosignatures(request);
