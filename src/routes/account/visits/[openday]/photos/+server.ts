import { requirePerson } from '#lib/accounts/guard.server.ts';
import { takePhoto } from '#lib/findings/visit/visits.server.ts';
import type { RequestHandler } from './$types';

/** One photo: multipart fields `owner`, `file`, `sha256`. */
export const POST: RequestHandler = async (event) => {
  const who = requirePerson(event);
  return takePhoto(event, who, event.params.openday);
};
