import { fail, type RequestEvent } from '@sveltejs/kit';
import { requireOfficer } from '#lib/accounts/guard.server.ts';
import * as attempts from '#lib/accounts/limits.server.ts';
import { answer, limited } from '#lib/accounts/refusal.ts';
import { refuse, type FormState } from '#lib/ui/form.ts';
import { filesIn, forgetPhotos, keepPhotos, type KeptPhoto, type PhotoProblem } from '../photos.server.ts';

export interface StepForm extends FormState {
  problems?: PhotoProblem[];
}

/** Reads the photos that come with a reply; what the form says instead, where one cannot be taken. */
async function take(event: RequestEvent, data: FormData, id: string) {
  const files = filesIn(data, 'files');
  // reading files costs the hub more than anything else
  for (const { size } of files) {
    const wait = size > 0 ? await attempts.use('upload', requireOfficer(event).user_id) : 0;
    if (wait > 0) return { refused: answer(event, data, limited(wait), id) };
  }
  const { photos, problems } = await keepPhotos(files);
  if (problems.length === 0) return { photos };
  const errors = { files: 'complaintDesk.acts.photosRefused' };
  return { refused: fail<StepForm>(422, { ...refuse(data, { id, errors }), problems }) };
}

/** Does something with the photos of a form, and forgets them where it could not be done; answers why it was not tried. */
export async function withPhotos(
  event: RequestEvent,
  data: FormData,
  id: string,
  work: (photos: KeptPhoto[]) => Promise<void>
) {
  const taken = await take(event, data, id);
  if (taken.refused) return taken.refused;
  try {
    await work(taken.photos);
  } catch (thrown) {
    await forgetPhotos(taken.photos);
    throw thrown;
  }
  return undefined;
}
