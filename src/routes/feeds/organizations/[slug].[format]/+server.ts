import { answer } from '#lib/journal/feeds.server.ts';
import { findOrganization } from '#lib/journal/subjects.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  answer(event, event.params.format, (db) => findOrganization(db, event.params.slug));
