import { answer } from '#lib/journal/feeds.server.ts';
import { findProject } from '#lib/journal/subjects.server.ts';

export const GET = (event) => answer(event, event.params.format, (db) => findProject(db, event.params.slug));
