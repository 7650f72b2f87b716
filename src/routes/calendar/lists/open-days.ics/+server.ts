import { calendar } from '#lib/journal/lists/feed.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => calendar(event);
