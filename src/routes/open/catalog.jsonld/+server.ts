import { catalogFile } from '#lib/open-data/catalogue/files.server.ts';
import type { RequestHandler } from './$types';

/** The catalogue of the open data as DCAT 3 in JSON-LD. */
export const GET: RequestHandler = (event) => catalogFile(event);
