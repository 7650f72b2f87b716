import { file } from '#lib/open-data/catalogue/sitemap.server.ts';
import type { RequestHandler } from './$types';

/** Public pages of one kind, in both languages. */
export const GET: RequestHandler = (event) => file(event, event.params.kind, event.params.range);
