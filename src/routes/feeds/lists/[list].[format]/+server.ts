import { answerList } from '#lib/journal/feeds.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answerList(event, event.params.list, event.params.format);
