import { one } from '#lib/open-data/api/record.server.ts';
import type { RequestHandler } from './$types';

/** Some ids have slashes in them. */
export const GET: RequestHandler = (event) => one(event, event.params.dataset, event.params.id);
