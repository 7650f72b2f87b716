import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { refusal } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { values, type FormState } from '#lib/ui/form.ts';
import { keepPhoto } from '../photos.server.ts';
import { factsOf } from './facts.ts';
import { errorsOf, fieldOf, keysOf, readPlain, type PlainPhotos } from './plain.ts';
import { sha256 as hash } from './submission.ts';
import { read, submit } from './visits.server.ts';

export type PlainForm = FormState & Partial<PlainPhotos>;

/** An input without a choice sends one nameless file of no bytes. */
export const chosen = (data: FormData, name: string): File[] =>
  data
    .getAll(name)
    .filter((value) => value instanceof File)
    .filter(({ name: given, size }) => given !== '' || size > 0);

/** Photos first, so that a form that has to be mended need not bring them again. */
async function receive(
  event: RequestEvent,
  data: FormData,
  who: Person,
  keys: string[]
): Promise<PlainPhotos> {
  const found: PlainPhotos = { kept: {}, problems: [] };
  const open_day = event.params.openday ?? '';
  for (const key of keys) {
    const before = data.getAll(fieldOf(key, 'kept')).filter((one) => hash.safeParse(one).success);
    const hashes = before.filter((one) => typeof one === 'string');
    for (const file of chosen(data, fieldOf(key, 'photos'))) {
      // a page without scripts made no hash of it: the server's stands for the device's
      const kept = await keepPhoto(event, who, { open_day, file, sha256: null });
      if (kept.ok) hashes.push(kept.photo.sha256);
      else found.problems.push({ name: file.name, refused: kept.refused });
    }
    if (hashes.length > 0) found.kept[key] = [...new Set(hashes)];
  }
  return found;
}

/** The whole checklist as one form: read as the device's report is, and handed in by the same verb. */
export async function submitPlain(event: RequestEvent, who: Person) {
  const { locals, params } = event;
  const open_day = params.openday ?? '';
  const list = await read(locals.db, open_day);
  const data = await event.request.formData();
  const finding = z.uuid().safeParse(data.get('finding'));
  const photos = await receive(event, data, who, keysOf(list));
  const again = (errors: FormState['errors'], message?: string): PlainForm => ({
    ...{ values: values(data), errors, message, ...photos }
  });
  if (!finding.success) return fail(400, again({}, 'errors.invalid'));
  if (photos.problems.length > 0) return fail(422, again({}, 'visits.plain.someRefused'));
  const report = factsOf(readPlain(data, list, who.user_id, photos.kept), list);
  if (!report.ok) return fail(400, again(errorsOf(report.flaws)));
  let slug: string;
  try {
    slug = (await submit(locals.db, finding.data, open_day, { ...report.facts, began_at: undefined })).slug;
  } catch (thrown) {
    const refused = refusal(thrown, data);
    const form: PlainForm = { ...refused.data, ...photos };
    return fail(refused.status, form);
  }
  return redirect(303, `${localise(`/account/findings/${slug}`, locals.lang)}?done=submitted`);
}
