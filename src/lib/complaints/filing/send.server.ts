import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import { owesCode } from '#lib/accounts/person.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { qr, type Qr } from '#lib/ui/qr.ts';
import { fileComplaint, type Filed, type Filing } from '../file.server.ts';
import { filesIn, forgetPhotos, keepPhotos, type KeptPhoto, type PhotoProblem } from '../photos.server.ts';
import { codeHash, spell, trackingCode } from '../protection.server.ts';
import { receipt, type Receipt } from '../schema.ts';
import { hasPoint, type Draft } from './draft.ts';
import * as flood from './flood.server.ts';
import { isProved } from './proof.server.ts';
import { filing } from './schema.ts';

/** What is shown once, after a complaint was filed. */
export interface Handed {
  code: string;
  qr: Qr;
  receipt: Omit<Receipt, 'complaint_id' | 'slug'>;
  mails: boolean;
}

export type Sent =
  | { ok: true; handed: Handed }
  | { ok: false; status: number; message: string; detail?: string; photos?: PhotoProblem[] };

function hand({ code, receipt: { complaint_id: _, slug: __, ...told } }: Filed, mails: boolean): Handed {
  return { code: spell(code), qr: qr(code), receipt: told, mails };
}

/** The same attempt, sent again after an answer was lost: no limit counts it, and nothing of it is read again. */
async function again(attempt: string): Promise<Filed | null> {
  const { secrets, service } = hub();
  const code = trackingCode(secrets, attempt);
  const answer = await service.rpc('complaint_again', { tracking_hash: codeHash(secrets, code) });
  const known = unwrap(answer, receipt.nullable());
  return known && { code, receipt: known };
}

/** As it is filed: who stays anonymous leaves no name, whatever stood in the field. */
function filingOf({ locals }: RequestEvent, draft: Draft, joining: string): Filing | null {
  const place = hasPoint(draft) ? {} : { lat: '', lng: '' };
  const read = filing.safeParse({ ...draft, ...place });
  if (!read.success) return null;
  const { name, phone, email, address, unlisted, account, description, ...rest } = read.data;
  const { person } = locals;
  return {
    ...rest,
    source: rest.finding ? 'finding' : 'web',
    description: description || joining,
    shown_name: rest.naming === 'named' ? rest.shown_name : undefined,
    contact: { name: rest.naming === 'anonymous' ? undefined : name, phone, email, address },
    public: !unlisted,
    locale: locals.lang,
    filer: account && person && !owesCode(person) ? person.user_id : undefined
  };
}

async function store(given: Filing, photos: KeptPhoto[], mails: boolean): Promise<Sent> {
  try {
    return { ok: true, handed: hand(await fileComplaint(hub(), { ...given, photos }), mails) };
  } catch (thrown) {
    await forgetPhotos(photos);
    if (!isHttpError(thrown) || thrown.status >= 500) throw thrown;
    return { ok: false, status: thrown.status, message: thrown.body.code, detail: thrown.body.detail };
  }
}

/** Files a whole draft, or says why not. `joining`: the words of somebody who only says "mine too". */
export async function send(
  event: RequestEvent,
  draft: Draft,
  data: FormData,
  joining: string
): Promise<Sent> {
  const given = filingOf(event, draft, joining);
  if (!given) return { ok: false, status: 422, message: 'invalid' };
  const mails = given.wants_mail === true && given.contact?.email !== undefined;
  const known = await again(given.attempt);
  if (known) return { ok: true, handed: hand(known, mails) };
  const proved = await isProved(data.get('proof'));
  const from = event.getClientAddress();
  const where = given.project ?? given.finding ?? given.division ?? '';
  const { wait, held } = await flood.count({ address: from, place: where, proved });
  if (wait > 0) {
    event.setHeaders({ 'retry-after': String(wait) });
    return { ok: false, status: 429, message: 'complaint_too_many', detail: String(Math.ceil(wait / 60)) };
  }
  const { photos, problems } = await keepPhotos(filesIn(data));
  if (problems.length > 0)
    return { ok: false, status: 422, message: 'complaint_photos_refused', photos: problems };
  return store({ ...given, held }, photos, mails);
}
