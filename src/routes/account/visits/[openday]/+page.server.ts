import { randomUUID } from 'node:crypto';
import { requirePerson } from '#lib/accounts/guard.server.ts';
import { submitPlain } from '#lib/findings/visit/plain.server.ts';
import * as visits from '#lib/findings/visit/visits.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requirePerson(event);
  return {
    ...(await visits.load(event.locals.db, who, event.params.openday)),
    // of the form without scripts: pressed twice, it is one report
    finding: randomUUID()
  };
};

export const actions: Actions = {
  submit: async (event) => {
    const who = requirePerson(event);
    return submitPlain(event, who);
  }
};
