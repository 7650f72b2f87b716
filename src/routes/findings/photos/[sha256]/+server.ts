import { servePhoto } from '#lib/findings/photos.server.ts';
import type { RequestHandler } from './$types';

/** The public copy of a photo; before its finding is public, to those who have to do with it. */
export const GET: RequestHandler = (event) => servePhoto(event, event.params.sha256);
