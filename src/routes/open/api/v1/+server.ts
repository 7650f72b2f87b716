import { index } from '#lib/open-data/api/index.server.ts';
import type { RequestHandler } from './$types';

/** With or without a slash at its end. */
export const trailingSlash = 'ignore';

export const GET: RequestHandler = (event) => index(event);
