import { serve } from '#lib/open-data/snapshots/serve.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => serve(event, event.params.day, event.params.file);

export const HEAD: RequestHandler = (event) => serve(event, event.params.day, event.params.file);
