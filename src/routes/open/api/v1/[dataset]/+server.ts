import { list } from '#lib/open-data/api/list.server.ts';
import type { RequestHandler } from './$types';

/** ?limit&cursor&count&at and the filters of the data set. */
export const GET: RequestHandler = (event) => list(event, event.params.dataset);
