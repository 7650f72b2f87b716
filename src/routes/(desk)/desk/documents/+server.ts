import { json } from '@sveltejs/kit';
import { requireParticipant } from '#lib/accounts/guard.server.ts';
import { upload } from '#lib/documents/upload.server.ts';
import type { RequestHandler } from './$types';

/** One file for one project: multipart fields `project` (slug), `file`, `sha256`. Problem details say what is wrong. */
export const POST: RequestHandler = async (event) => {
  const who = requireParticipant(event);
  return json(await upload(event, who), { status: 201 });
};
