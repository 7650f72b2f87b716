import * as person from '#lib/complaints/tracking/person.server.ts';
import * as tracking from '#lib/complaints/tracking/tracking.server.ts';
import type { FormAct } from '#lib/complaints/tracking/schema.ts';
import type { Action, Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  complaint: await tracking.read(event),
  done: event.url.searchParams.get('done')
});

const act =
  (name: FormAct): Action =>
  (event) =>
    person.act(event, tracking.standing(event), name);

export const actions: Actions = {
  enter: tracking.enter,
  close: tracking.close,
  write: act('write'),
  rate: act('rate'),
  reopen: act('reopen'),
  request_review: act('request_review'),
  request_final: act('request_final'),
  withdraw: act('withdraw'),
  hide_name: act('hide_name'),
  coarsen: act('coarsen'),
  take_mails: act('take_mails'),
  add_photos: (event) => person.addPhotos(event, tracking.standing(event))
};
