import { index } from '#lib/open-data/catalogue/sitemap.server.ts';
import type { RequestHandler } from './$types';

/** The list of sitemaps. */
export const GET: RequestHandler = (event) => index(event);
