import { servePhoto } from '#lib/complaints/photos.server.ts';
import type { RequestHandler } from './$types';

/** The copy of a photo of a complaint; to everyone once it is shown, before to the officers who read the complaint. */
export const GET: RequestHandler = (event) => servePhoto(event, event.params.sha256);
