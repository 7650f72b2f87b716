import { fail, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { refusal } from '#lib/desk/act.server.ts';
import { createCorrections } from '#lib/projects/import/corrections.ts';
import { correctionCsv } from '#lib/projects/import/report.ts';
import { report, type Report } from '#lib/projects/import/upload.server.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { values, type FormState } from '#lib/ui/form.ts';
import { read } from '../connections/connections.server.ts';
import * as imports from './import.server.ts';
import { MAX_BYTES } from './parse.ts';

export const corrections = createCorrections();

export interface OrdersForm extends FormState {
  report?: Report;
  corrections?: string | null;
  counts?: imports.Counts;
  /** Nothing was to be written. */
  dry?: boolean;
}

const yes = z.literal('yes').optional().catch(undefined);
const wishes = z.object({ bureau: z.string().catch(''), dry: yes, skip: yes });

/** Bureaus into which the person may take work orders. */
export const bureaus = async (event: RequestEvent) => (await read(event.locals.db)).bureaus;

/** Takes a file: tells what is wrong and writes nothing, or files its work orders. */
export async function upload(event: RequestEvent, who: Person) {
  const { lang, db } = event.locals;
  const data = await event.request.formData();
  const form: OrdersForm = { id: 'upload', values: values(data), errors: {} };
  const { bureau: slug, dry, skip } = wishes.parse(Object.fromEntries(data));
  const file = data.get('file');
  if (!(file instanceof File) || file.size === 0)
    return fail(400, { ...form, errors: { file: 'complaintOutside.imports.noFile' } });
  if (file.size > MAX_BYTES)
    return fail(413, { ...form, errors: { file: 'complaintOutside.imports.tooBig' } });
  try {
    const bureau = (await bureaus(event)).find((one) => one.slug === slug);
    if (!bureau) return fail(403, { ...form, message: 'not_your_act' });
    const orders = await imports.parse(hub(), bureau, new Uint8Array(await file.arrayBuffer()));
    const unusable = orders.fileErrors.length > 0 || orders.rows.length === 0;
    const stops = unusable || (orders.badLines.length > 0 && !skip);
    const counts =
      stops || dry ? await imports.count(hub(), bureau, orders) : await imports.write(hub(), bureau, orders);
    const bad = orders.badLines.length;
    const csv = bad > 0 ? corrections.keep(who.user_id, correctionCsv(orders)) : null;
    const told = bad > 0 || unusable || orders.warningTotal > 0 ? report(orders, lang) : undefined;
    if (stops) return fail(422, { ...form, report: told, corrections: csv });
    if (!dry) unwrap(await db.rpc('note_complaint_import', { bureau: slug, counts }), z.boolean());
    const done: OrdersForm = { ...form, counts, dry: dry === 'yes', report: told, corrections: csv };
    return done;
  } catch (thrown) {
    return refusal(thrown, data, {}, 'upload');
  }
}
