import { answer, ofDivision } from '#lib/open-days/calendars.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answer(event, ofDivision(event.params.code));
