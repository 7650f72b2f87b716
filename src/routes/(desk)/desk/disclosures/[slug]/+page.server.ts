import { requireParticipant } from '#lib/accounts/guard.server.ts';
import * as acts from '#lib/disclosures/desk/act-forms.server.ts';
import * as cases from '#lib/disclosures/desk/case.server.ts';
import * as drafts from '#lib/disclosures/desk/draft-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireParticipant(event);
  return cases.load(event.locals, event.params.slug, event.url.searchParams);
};

export const actions: Actions = {
  save: async (event) => {
    const who = requireParticipant(event);
    return drafts.write(event, who, false);
  },
  submit: async (event) => {
    const who = requireParticipant(event);
    return drafts.write(event, who, true);
  },
  advance: async (event) => {
    requireParticipant(event);
    return acts.advance(event);
  },
  channel: async (event) => {
    const who = requireParticipant(event);
    return acts.record(event, who);
  },
  withdraw: async (event) => {
    requireParticipant(event);
    return acts.withdraw(event);
  },
  withhold: async (event) => {
    requireParticipant(event);
    return acts.withhold(event);
  },
  release: async (event) => {
    requireParticipant(event);
    return acts.release(event);
  }
};
