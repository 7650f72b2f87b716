import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { serveOriginal } from '#lib/findings/photos.server.ts';
import type { RequestHandler } from './$types';

/** The photo as the device sent it, with whatever it says of its making, by the hash of its copy. */
export const GET: RequestHandler = (event) => {
  requireOfficer(event);
  return serveOriginal(event, event.params.sha256);
};
