import { answer } from '#lib/open-data/export/answer.server.ts';
import type { RequestHandler } from './$types';

/** A data set as a file, whole or narrowed by the filters of its page. */
export const GET: RequestHandler = (event) => answer(event);
export const HEAD: RequestHandler = (event) => answer(event);
