import { receive } from '#lib/complaints/hotline/receive.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) => receive(event);
