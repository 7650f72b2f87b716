import { requireParticipant } from '#lib/accounts/guard.server.ts';
import { isCompanyMember } from '#lib/accounts/person.ts';
import * as desk from '#lib/open-days/desk/desk.server.ts';
import * as forms from '#lib/open-days/desk/forms.server.ts';
import { requestList } from '#lib/open-days/desk/schema.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireParticipant(event);
  const query = requestList.parse(event.url.searchParams);
  return {
    query,
    company: isCompanyMember(who),
    done: event.url.searchParams.has('done'),
    found: await desk.asked(event.locals.db, query)
  };
};

export const actions: Actions = {
  default: async (event) => {
    requireParticipant(event);
    return forms.answer(event);
  }
};
