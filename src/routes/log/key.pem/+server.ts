import { pem } from '#lib/transparency/serve.server.ts';
import type { RequestHandler } from './$types';

/** The key in force, as openssl reads it. */
export const GET: RequestHandler = () => pem();
