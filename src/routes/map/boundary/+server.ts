import { json } from '@sveltejs/kit';
import * as map from '#lib/map/settings.server.ts';
import type { RequestHandler } from './$types';

/** The boundary file that the operator configured, as GeoJSON. */
export const GET: RequestHandler = async () => json(await map.boundary());
