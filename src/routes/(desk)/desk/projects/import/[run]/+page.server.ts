import { redirect, type RequestEvent } from '@sveltejs/kit';
import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { refusal } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import * as imports from '#lib/projects/import/import.server.ts';
import * as shown from '#lib/projects/import/shown.server.ts';
import { timeFor } from '#lib/projects/import/upload.server.ts';
import type { Actions, PageServerLoad, RouteParams } from './$types';

type Event = RequestEvent<RouteParams>;

export const load: PageServerLoad = async (event) => {
  const who = requireOfficer(event);
  return shown.page(event.locals, who.user_id, event.params.run, event.url.searchParams);
};

async function stepwise(event: Event, work: (run: string, data: FormData) => Promise<unknown>) {
  const data = await event.request.formData();
  try {
    await work(event.params.run, data);
  } catch (thrown) {
    return refusal(thrown, data, {}, 'import');
  }
  // back to the page itself, so that a reload repeats nothing
  const search = data.get('search');
  const kept = typeof search === 'string' && /^\?[\w=&-]*$/.test(search) ? search : '';
  redirect(303, event.url.pathname + kept);
}

export const actions: Actions = {
  check: async (event) => {
    requireOfficer(event);
    return stepwise(event, (run) => imports.previewFor(event.locals.db, run, timeFor(event)));
  },
  write: async (event) => {
    requireOfficer(event);
    return stepwise(event, (run, data) =>
      imports.commitFor(event.locals.db, run, { skipRefused: data.get('skip') === 'yes' }, timeFor(event))
    );
  },
  discard: async (event) => {
    requireOfficer(event);
    const { db, lang } = event.locals;
    try {
      await imports.discard(db, event.params.run);
    } catch (thrown) {
      return refusal(thrown, new FormData(), {}, 'discard');
    }
    redirect(303, localise('/desk/projects/import', lang));
  }
};
