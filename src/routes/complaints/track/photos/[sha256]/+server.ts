import { photo } from '#lib/complaints/tracking/tracking.server.ts';
import type { RequestHandler } from './$types';

/** A photo of the complaint that the cookie opens. */
export const GET: RequestHandler = (event) => photo(event, event.params.sha256);
