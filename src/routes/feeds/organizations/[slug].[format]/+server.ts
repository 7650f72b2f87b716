import { answer } from '#lib/journal/feeds.server.ts';
import { findOrganization } from '#lib/journal/subjects.server.ts';

export const GET = (event) =>
  answer(event, event.params.format, (db) => findOrganization(db, event.params.slug));
