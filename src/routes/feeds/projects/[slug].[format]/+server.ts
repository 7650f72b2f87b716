import { answer } from '#lib/journal/feeds.server.ts';
import { findProject } from '#lib/journal/subjects.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  answer(event, event.params.format, (db) => findProject(db, event.params.slug));
