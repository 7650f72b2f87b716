import { requireParticipant } from '#lib/accounts/guard.server.ts';
import type { Person } from '#lib/accounts/person.ts';
import * as bureau from '#lib/findings/desk/bureau-forms.server.ts';
import * as cases from '#lib/findings/desk/case.server.ts';
import * as company from '#lib/findings/desk/company-forms.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireParticipant(event);
  return cases.load(event.locals.db, event.params.slug, event.url.searchParams);
};

/** Who may do what to this finding is decided in the database. */
function action<R>(work: (event: RequestEvent, who: Person) => R) {
  return async (event: RequestEvent) => {
    const who = requireParticipant(event);
    return work(event, who);
  };
}

export const actions: Actions = {
  triage: action(bureau.decideTriage),
  assign: action(bureau.assign),
  expert: action(bureau.askExpert),
  decide: action(bureau.decide),
  withhold: action(bureau.withhold),
  sign: action(bureau.sign),
  release: action(bureau.release),
  override: action(bureau.settle),
  reply: action(company.reply),
  plan: action(company.plan),
  claim: action(company.claim)
};
