import { answer } from '#lib/open-data/changes/changes.server.ts';
import type { RequestHandler } from './$types';

/** ?after=<seq>&wait=<seconds>&limit=<n>: what changed since then, or once something does. */
export const GET: RequestHandler = (event) => answer(event, 'ndjson');
