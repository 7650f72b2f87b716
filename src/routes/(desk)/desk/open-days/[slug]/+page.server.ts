import { requireParticipant } from '#lib/accounts/guard.server.ts';
import * as cases from '#lib/open-days/desk/case.server.ts';
import * as forms from '#lib/open-days/desk/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireParticipant(event);
  return cases.load(event.locals, event.params.slug, event.url.searchParams);
};

export const actions: Actions = {
  save: async (event) => {
    requireParticipant(event);
    return forms.save(event);
  },
  announce: async (event) => {
    requireParticipant(event);
    return forms.announce(event);
  },
  preview: async (event) => {
    requireParticipant(event);
    return forms.preview(event);
  },
  change: async (event) => {
    requireParticipant(event);
    return forms.change(event);
  },
  cancel: async (event) => {
    requireParticipant(event);
    return forms.cancel(event);
  },
  close: async (event) => {
    requireParticipant(event);
    return forms.close(event);
  },
  replace: async (event) => {
    requireParticipant(event);
    return forms.replace(event);
  },
  keep: async (event) => {
    requireParticipant(event);
    return forms.keep(event);
  },
  forget: async (event) => {
    requireParticipant(event);
    return forms.forget(event);
  }
};
