import { answer } from '#lib/journal/feeds.server.ts';
import { findDivision } from '#lib/journal/subjects.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  answer(event, event.params.format, (db, t) => findDivision(db, event.params.code, t));
