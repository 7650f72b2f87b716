import { answer } from '#lib/journal/feeds.server.ts';
import { province } from '#lib/journal/subjects.server.ts';

export const GET = (event) => answer(event, event.params.format, (_, t) => province(t));
