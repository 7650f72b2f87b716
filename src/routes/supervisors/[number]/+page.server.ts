import * as supervisors from '#lib/supervisors/supervisors.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { db, lang }, params, url }) =>
  supervisors.read(db, params.number, { url, lang });
