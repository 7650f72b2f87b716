import { key } from '#lib/transparency/serve.server.ts';
import type { RequestHandler } from './$types';

/** Keys of the log, old ones too, and the witnesses. */
export const GET: RequestHandler = () => key();
