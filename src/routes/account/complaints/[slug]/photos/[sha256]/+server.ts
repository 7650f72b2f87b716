import { requirePerson } from '#lib/accounts/guard.server.ts';
import { photo } from '#lib/complaints/tracking/own.server.ts';
import type { RequestHandler } from './$types';

/** A photo of a complaint of the account. */
export const GET: RequestHandler = (event) => {
  requirePerson(event);
  return photo(event.locals.db, event.params.slug, event.params.sha256);
};
