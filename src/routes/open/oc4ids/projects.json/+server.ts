import { pageFile } from '#lib/open-data/oc4ids/oc4ids.server.ts';
import type { RequestHandler } from './$types';

/** Projects as an OC4IDS package, a page; `?after=` as the link `next` says. */
export const GET: RequestHandler = (event) => pageFile(event);
