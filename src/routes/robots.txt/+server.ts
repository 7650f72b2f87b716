import { robots } from '#lib/open-data/catalogue/sitemap.server.ts';
import type { RequestHandler } from './$types';

/** What crawlers may read, and where the sitemap is. */
export const GET: RequestHandler = (event) => robots(event);
