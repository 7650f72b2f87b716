import { serve } from '#lib/open-data/kit/serve.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => serve(event, event.params.slug);

export const HEAD: RequestHandler = (event) => serve(event, event.params.slug);
