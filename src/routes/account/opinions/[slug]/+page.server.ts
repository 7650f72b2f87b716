import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as own from '#lib/findings/own/own.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requirePerson(event);
  const finding = await own.asked(event.locals.db, event.params.slug);
  return { finding, lines: own.judgeable(finding.line_list).map(({ position }) => position) };
};

export const actions: Actions = {
  give: async (event) => {
    requirePerson(event);
    return own.giveOpinion(event);
  },
  decline: async (event) => {
    requirePerson(event);
    return own.decline(event);
  }
};
