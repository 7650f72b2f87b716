import { serve } from '#lib/documents/serve.server.ts';
import type { RequestHandler } from './$types';

/** The id decides; the name is what a download is called. */
export const GET: RequestHandler = (event) => serve(event, event.params.id);

export const HEAD: RequestHandler = (event) => serve(event, event.params.id);
