import { projectFile } from '#lib/open-data/oc4ids/oc4ids.server.ts';
import type { RequestHandler } from './$types';

/** One project as an OC4IDS package. */
export const GET: RequestHandler = (event) => projectFile(event, event.params.slug);
