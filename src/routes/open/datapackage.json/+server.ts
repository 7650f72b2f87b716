import { packageFile } from '#lib/open-data/catalogue/files.server.ts';
import type { RequestHandler } from './$types';

/** All data sets as tables, as Data Package v2. */
export const GET: RequestHandler = (event) => packageFile(event);
