import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as own from '#lib/findings/own/own.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requirePerson(event);
  return {
    finding: await own.ofOthers(event.locals.db, event.params.slug),
    done: event.url.searchParams.get('done')
  };
};

export const actions: Actions = {
  reinspect: async (event) => {
    const who = requirePerson(event);
    return own.reinspect(event, who, 'owner');
  }
};
