import { answer } from '#lib/journal/feeds.server.ts';
import { ofKind } from '#lib/journal/subjects.server.ts';

/** A kind has two words: /feeds/kinds/milestone.reached.rss */
export const GET = (event) =>
  answer(event, event.params.format, (_, t) => ofKind(`${event.params.subject}.${event.params.event}`, t));
