import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as own from '#lib/complaints/tracking/own.server.ts';
import * as person from '#lib/complaints/tracking/person.server.ts';
import type { FormAct } from '#lib/complaints/tracking/schema.ts';
import type { Action, Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requirePerson(event);
  const complaint = await own.read(event.locals.db, event.params.slug);
  return { complaint, done: event.url.searchParams.get('done') };
};

function act(name: FormAct): Action {
  return async (event) => {
    const who = requirePerson(event);
    return person.act(event, own.standing(event, who, event.params.slug), name);
  };
}

export const actions: Actions = {
  write: act('write'),
  rate: act('rate'),
  reopen: act('reopen'),
  request_review: act('request_review'),
  request_final: act('request_final'),
  withdraw: act('withdraw'),
  hide_name: act('hide_name'),
  coarsen: act('coarsen'),
  take_mails: act('take_mails'),
  add_photos: async (event) => {
    const who = requirePerson(event);
    return person.addPhotos(event, own.standing(event, who, event.params.slug));
  }
};
