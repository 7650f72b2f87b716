import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { decide } from '#lib/supervisors/desk/decide-form.server.ts';
import { acts } from '#lib/supervisors/desk/decide.ts';
import * as desk from '#lib/supervisors/desk/desk.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const done = event.url.searchParams.get('done');
  return {
    found: await desk.read(event.locals.db, event.params.slug),
    done: acts.find((act) => act === done) ?? null
  };
};

export const actions: Actions = {
  decide: async (event) => {
    requireOfficer(event);
    return decide(event);
  }
};
