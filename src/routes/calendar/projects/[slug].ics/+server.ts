import { answer, ofProject } from '#lib/open-days/calendars.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answer(event, ofProject(event.params.slug));
