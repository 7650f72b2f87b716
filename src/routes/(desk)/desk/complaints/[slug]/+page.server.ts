import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as cases from '#lib/complaints/desk/case.server.ts';
import * as forms from '#lib/complaints/desk/forms.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  return cases.load(event.locals.db, event.params.slug, event.url.searchParams);
};

/** Who may do what with this complaint is decided in the database. */
function action<R>(work: (event: RequestEvent) => R) {
  return async (event: RequestEvent) => {
    requireOfficer(event);
    return work(event);
  };
}

export const actions: Actions = {
  ...Object.fromEntries(Object.entries(forms.acts).map(([act, work]) => [act, action(work)])),
  contact: action(forms.readContact)
};
