import { opml } from '#lib/journal/opml.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => opml(event);
