import { answer } from '#lib/journal/feeds.server.ts';
import { ofKind } from '#lib/journal/subjects.server.ts';
import type { RequestHandler } from './$types';

/** A kind has two words: /feeds/kinds/milestone.reached.rss */
export const GET: RequestHandler = (event) =>
  answer(event, event.params.format, (_, t) => ofKind(`${event.params.subject}.${event.params.event}`, t));
