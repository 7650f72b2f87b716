import { bulkFile } from '#lib/open-data/oc4ids/oc4ids.server.ts';
import type { RequestHandler } from './$types';

/** All projects as one OC4IDS package, compressed. */
export const GET: RequestHandler = (event) => bulkFile(event);
