import { post } from '#lib/complaints/open311/file.server.ts';
import { answer, resource } from '#lib/complaints/open311/open311.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answer(event, resource);

export const POST: RequestHandler = (event) => answer(event, post);
