import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as connections from '#lib/complaints/connections/connections.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { params, url, locals } = event;
  if (!z.uuid().safeParse(params.id).success)
    error(404, { code: 'connection_not_found', message: 'connection_not_found' });
  const page = z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .catch(1)
    .parse(url.searchParams.get('page') ?? 1);
  return { page, size: connections.size, ...(await connections.log(locals.db, params.id, page)) };
};

export const actions: Actions = {
  resume: (event) => {
    requireOfficer(event);
    return connections.resume(event);
  },
  redeliver: (event) => {
    requireOfficer(event);
    return connections.redeliver(event);
  }
};
