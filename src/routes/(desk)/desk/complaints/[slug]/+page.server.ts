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

/** Each step by its name, so that the guard before it can be read here. */
export const actions: Actions = {
  accept: action(forms.step('accept')),
  not_accept: action(forms.step('not_accept')),
  transfer: action(forms.step('transfer')),
  object: action(forms.step('object')),
  take_back: action(forms.step('take_back')),
  appoint: action(forms.step('appoint')),
  order_acceptance: action(forms.step('order_acceptance')),
  investigate: action(forms.step('investigate')),
  rectify: action(forms.step('rectify')),
  reply: action(forms.step('reply')),
  extend: action(forms.step('extend')),
  extract: action(forms.step('extract')),
  close: action(forms.step('close')),
  reopen: action(forms.step('reopen')),
  decide_review: action(forms.step('decide_review')),
  hold_hearing: action(forms.step('hold_hearing')),
  decide_final: action(forms.step('decide_final')),
  merge: action(forms.step('merge')),
  supervise: action(forms.step('supervise')),
  publish: action(forms.step('publish')),
  keep_private: action(forms.step('keep_private')),
  ask: action(forms.step('ask')),
  note: action(forms.step('note')),
  assign: action(forms.step('assign')),
  tag: action(forms.step('tag')),
  mark_urgent: action(forms.step('mark_urgent')),
  recuse: action(forms.step('recuse')),
  contact: action(forms.readContact)
};
