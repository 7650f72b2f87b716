import { requireParticipant } from '#lib/accounts/guard.server.ts';
import { appoint, end } from '#lib/supervisors/desk/decide-form.server.ts';
import * as desk from '#lib/supervisors/desk/desk.server.ts';
import type { Actions, PageServerLoad } from './$types';

const deeds = ['appointed', 'ended'] as const;

export const load: PageServerLoad = async (event) => {
  requireParticipant(event);
  const { searchParams } = event.url;
  const q = searchParams.get('q');
  const done = searchParams.get('done');
  return {
    q,
    found: await desk.project(event.locals.db, event.params.slug, q),
    done: deeds.find((deed) => deed === done) ?? null
  };
};

export const actions: Actions = {
  appoint: async (event) => {
    requireParticipant(event);
    return appoint(event);
  },
  end: async (event) => {
    requireParticipant(event);
    return end(event);
  }
};
