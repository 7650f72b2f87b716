import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { refusal } from '#lib/desk/act.server.ts';
import * as attempts from '#lib/accounts/limits.server.ts';
import { limited, answer } from '#lib/accounts/refusal.ts';
import { wake } from '#lib/server/jobs.ts';
import { revision } from '#lib/server/state.ts';
import { readForm, values, type FormState } from '#lib/ui/form.ts';
import { filesIn, forgetPhotos, keepPhotos, type KeptPhoto, type PhotoProblem } from '../photos.server.ts';
import { forms, type FormAct } from './schema.ts';

/** The steps of a person, whichever way they came: by the code, or by the account. */
export interface Standing {
  /** Whose tries at files are counted. */
  who: string;
  /** Where the page is, in the reader's language. */
  page: string;
  /** Which complaint it is: a form made for another one is not taken. */
  slug: string;
  act: (act: FormAct, facts: Record<string, unknown>) => Promise<unknown>;
  addPhotos: (photos: KeptPhoto[]) => Promise<unknown>;
}

export interface ActForm extends FormState {
  problems?: PhotoProblem[];
}

/** Somebody who has two complaints open in two windows writes to the one that the form shows. */
const another = (standing: Standing, data: FormData) => data.get('complaint') !== standing.slug;
const refuseOther = (data: FormData, id: string) =>
  fail<ActForm>(409, { id, values: values(data), errors: {}, message: 'complaintTracking.otherOpen' });

function done({ page }: Standing, act: string): never {
  wake('mails');
  // a name or a place that was shown is gone from the pages that are kept
  revision().touch();
  redirect(303, `${page}?done=${act}`);
}

export async function act(event: RequestEvent, standing: Standing, name: FormAct) {
  const data = await event.request.formData();
  if (another(standing, data)) return refuseOther(data, name);
  const input = readForm(data, forms[name], name);
  if (!input.ok) return fail<ActForm>(400, input.form);
  try {
    await standing.act(name, input.data);
  } catch (thrown) {
    return refusal(thrown, data, {}, name);
  }
  return done(standing, name);
}

export async function addPhotos(event: RequestEvent, standing: Standing) {
  const id = 'add_photos';
  const data = await event.request.formData();
  if (another(standing, data)) return refuseOther(data, id);
  const files = filesIn(data);
  if (files.length === 0) {
    return fail<ActForm>(400, { id, values: {}, errors: { photos: 'complaintTracking.form.photosMissing' } });
  }
  // reading files costs the hub more than anything else
  for (const { size } of files) {
    const wait = size > 0 ? await attempts.use('upload', standing.who) : 0;
    if (wait > 0) return answer(event, data, limited(wait), id);
  }
  const { photos, problems } = await keepPhotos(files);
  if (problems.length > 0) {
    const message = 'complaintTracking.form.photosRefused';
    return fail<ActForm>(422, { id, values: {}, errors: {}, message, problems });
  }
  try {
    await standing.addPhotos(photos);
  } catch (thrown) {
    await forgetPhotos(photos);
    return refusal(thrown, data, {}, id);
  }
  return done(standing, id);
}
