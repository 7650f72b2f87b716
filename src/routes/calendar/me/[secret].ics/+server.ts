import { answer } from '#lib/open-days/own-calendar.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answer(event, event.params.secret);
