import { opml } from '#lib/journal/feeds.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => opml(event);
