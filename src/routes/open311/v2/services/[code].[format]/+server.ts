import { answer, oneService } from '#lib/complaints/open311/open311.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answer(event, oneService);
