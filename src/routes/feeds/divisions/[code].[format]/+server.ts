import { answer } from '#lib/journal/feeds.server.ts';
import { findDivision } from '#lib/journal/subjects.server.ts';

export const GET = (event) =>
  answer(event, event.params.format, (db, t) => findDivision(db, event.params.code, t));
