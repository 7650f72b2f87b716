import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { act as answer } from '#lib/desk/act.server.ts';
import * as personalData from '#lib/documents/personal-data.ts';
import { localise } from '#lib/i18n/paths.ts';
import { hub } from '#lib/server/hub.ts';
import { asSearch } from '#lib/ui/list-links.ts';
import { readForm, refuse } from '#lib/ui/form.ts';
import { openContact, type Contact } from '../protection.server.ts';
import { contactParts, type OfficerAct } from '../words.ts';
import * as desk from './desk.server.ts';
import { withPhotos } from './reply-photos.server.ts';
import { actForms, contactForm } from './schema.ts';

type Event = RequestEvent<{ slug: string }>;

/** Where a refusal of the database is about one field. */
const fields = {
  reason_missing: 'reason',
  bureau_unknown: 'bureau',
  officer_unknown: 'officer',
  complaint_merge_unknown: 'into',
  complaint_company_unknown: 'organization',
  complaint_channel_missing: 'channel',
  complaint_reply_missing: 'text',
  photo_limit: 'files',
  complaint_fix_by_missing: 'fix_by',
  complaint_extension_wrong: 'days',
  complaint_hearing_wrong: 'days',
  complaint_outcome_missing: 'outcome',
  complaint_public_words_missing: 'text',
  complaint_tags_wrong: 'tags'
};

/** To the case again, in the list it was opened from, saying what was done. Whoever recused themselves has left it. */
function done({ url, locals, params }: Event, act: OfficerAct): never {
  const kept = new URLSearchParams([...url.searchParams].filter(([key]) => !key.startsWith('/')));
  kept.set('done', act);
  const path = act === 'recuse' ? '/desk/complaints' : `/desk/complaints/${params.slug}`;
  redirect(303, localise(path, locals.lang) + asSearch(kept));
}

/** Texts that leave the bureau are looked at for telephones, numbers of identity cards, and the name as shown. */
async function unseen(event: Event, act: OfficerAct, facts: Record<string, unknown>): Promise<boolean> {
  if (facts.checked === 'yes' || (act !== 'extract' && (act !== 'publish' || facts.as !== 'public')))
    return false;
  const text = [facts.title, facts.text].filter((part) => typeof part === 'string').join('\n');
  const { shown_name } = await desk.read(event.locals.db, event.params.slug);
  return personalData.find(text).length > 0 || (shown_name !== null && text.includes(shown_name));
}

/** What the form says of itself rather than of the step. */
const aside = new Set(['edits', 'checked']);
const yesOrNo = new Set(['reached', 'asks', 'show_photos']);

const factsOf = (given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([name]) => !aside.has(name))
      .map(([name, value]) => [name, yesOrNo.has(name) ? value === 'yes' : value])
  );

const expected = z.looseObject({ edits: z.number() });
const expectedOf = (act: OfficerAct) => z.pipe(actForms[act], expected);

async function perform(event: Event, act: OfficerAct) {
  const data = await event.request.formData();
  const id = `act-${act}`;
  const words = act === 'ask' || act === 'note' ? { ...fields, reason_missing: 'text' } : fields;
  const read = readForm(data, actForms[act], id);
  if (!read.ok) return fail(400, read.form);
  if (await unseen(event, act, read.data))
    return fail(422, refuse(data, { id, errors: { checked: 'complaintDesk.checked.missing' } }));
  return answer(
    data,
    expectedOf(act),
    async (input) => {
      const { locals, params } = event;
      const work = (more: object = {}) =>
        desk.advance(locals.db, params.slug, act, { ...factsOf(input), ...more }, input.edits);
      const refused =
        act === 'reply' ? await withPhotos(event, data, id, (photos) => work({ photos })) : undefined;
      if (act !== 'reply') await work();
      return refused ?? done(event, act);
    },
    { fields: words, id }
  );
}

/** The action of one step; who may take it is decided in the database. */
export const step = (act: OfficerAct) => (event: Event) => perform(event, act);

export interface ContactShown {
  id: 'contact';
  contact: { part: (typeof contactParts)[number]; value: string }[];
}

const partsOf = (contact: Contact): ContactShown['contact'] =>
  contactParts.flatMap((part) => {
    const value = contact[part];
    return value ? [{ part, value }] : [];
  });

/** Opened for this one answer: it is in no address, no cache and no log, and the reading is written down. */
export async function readContact(event: Event) {
  const { db } = event.locals;
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return answer(
    await event.request.formData(),
    contactForm,
    async ({ reason }) => {
      const { complaint_id, sealed } = await desk.readContact(db, event.params.slug, reason);
      const contact = partsOf(openContact(hub().secrets, complaint_id, sealed));
      const shown: ContactShown = { id: 'contact', contact };
      return shown;
    },
    { fields: { reason_missing: 'reason' }, id: 'contact' }
  );
}
