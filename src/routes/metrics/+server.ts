import { timingSafeEqual } from 'node:crypto';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { hub } from '#lib/server/hub.ts';
import { measureWork, registry } from '#lib/server/metrics.ts';

/** Prometheus metrics for whoever sends `Authorization: Bearer <HUB_METRICS_TOKEN>`; for everyone else there is nothing. */
export const GET: RequestHandler = async ({ request }) => {
  const expected = Buffer.from(`Bearer ${hub().config.HUB_METRICS_TOKEN ?? ''}`);
  const given = Buffer.from(request.headers.get('authorization') ?? '');
  const allowed =
    hub().config.HUB_METRICS_TOKEN && given.length === expected.length && timingSafeEqual(given, expected);
  if (!allowed) error(404, { code: 'not_found', message: 'not_found' });
  await measureWork(hub());
  return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
};
