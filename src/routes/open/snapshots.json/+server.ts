import { json } from '@sveltejs/kit';
import { listed } from '#lib/open-data/snapshots/listed.ts';
import * as snapshots from '#lib/open-data/snapshots/snapshots.server.ts';
import { siteOrigin } from '#lib/server/config.ts';
import { hub } from '#lib/server/hub.ts';
import type { RequestHandler } from './$types';

/** All snapshots, the oldest first, with where their files are. */
export const GET: RequestHandler = async ({ locals, url }) =>
  json(listed(await snapshots.all(locals.db), hub().config.ORIGIN ? siteOrigin(hub().config) : url.origin));
