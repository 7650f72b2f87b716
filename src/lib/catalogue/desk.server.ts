import { fail, isHttpError, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { refusal } from '#lib/desk/act.server.ts';
import { grouped, isWithin, jurisdictions, oversees } from '#lib/desk/jurisdiction.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Lang } from '#lib/i18n/types.ts';
import type { DivisionRow } from '#lib/journal/journal.server.ts';
import * as kinds from '#lib/projects/kinds.server.ts';
import type { Client } from '#lib/server/client.ts';
import { values, type FormState } from '#lib/ui/form.ts';
import * as catalogue from './catalogue.server.ts';
import { rowsOf } from './item-form-parts.ts';
import { readItem } from './item-form.ts';

/** Whether the person may change what belongs to a division. The database decides; this is for what a page offers. */
export const mayWrite = (who: Person, division: string): boolean =>
  who.administrator || oversees(who, division);

/** The divisions that the person may write for, as a select shows them; with `within`, those inside another only. */
export function groupsFor(who: Person, all: DivisionRow[], lang: Lang, within = '420000') {
  return grouped(
    all.filter(({ division_code: code }) => mayWrite(who, code) && isWithin(code, within)),
    lang,
    true
  );
}

/** Milestones that an item of the person can be due by: those of the province and of where they have a say. */
export async function milestonesFor(db: Client, who: Person) {
  const mine = who.administrator ? ['420000'] : jurisdictions(who);
  const isThere = (code: string) => mine.some((one) => isWithin(one, code) || isWithin(code, one));
  return (await kinds.list(db)).filter(({ active, division_code }) => active && isThere(division_code));
}

/** The division that the person's work begins with. */
export const homeOf = (who: Person): string => jurisdictions(who)[0] ?? '420000';

const id = 'item';
const fields = {
  disclosure_items_pkey: 'item',
  disclosure_item_exists: 'item',
  disclosure_items_item_form: 'item',
  outside_own_division: 'division_code',
  milestone_kind_unknown: 'milestone_kind',
  disclosure_items_mandatory_for_the_province: 'mandatory'
};

/** Answers the form of an item: more rows, what is wrong, or the saved one. */
export async function saveItem(event: RequestEvent, isNew: boolean) {
  const { db, lang } = event.locals;
  const data = await event.request.formData();
  if (data.get('more') === 'yes') {
    const form: FormState = { id, values: { ...values(data), rows: String(rowsOf(data.get('rows'), true)) } };
    return form;
  }
  const read = readItem(data);
  if (!read.ok) return fail(400, { id, values: values(data), errors: read.errors });
  const version = isNew ? null : z.coerce.number().int().catch(0).parse(data.get('version'));
  try {
    const { item } = await catalogue.save(db, read.facts, version);
    const said = isNew ? 'new' : 'yes';
    redirect(303, localise(`/desk/catalogue/${item}?saved=${said}`, lang));
  } catch (thrown) {
    if (isHttpError(thrown)) return refusal(thrown, data, fields, id);
    throw thrown;
  }
}
