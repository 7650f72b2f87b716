import { ask, isRecord, refusalOf, signedOut, type Answered } from '#lib/offline/ask.ts';
import type { Draft, HeldReceipt } from './draft.ts';
import type { Sending, Sent } from './queue.ts';
import type { Shown } from './shown.ts';

const pathOf = (open_day: string, rest: string) => `/account/visits/${open_day}/${rest}`;

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isKept = (value: unknown): value is HeldReceipt['photos'] =>
  Array.isArray(value) &&
  value.every((one) => isRecord(one) && isText(one.sha256) && typeof one.kept === 'boolean');

/** A network that wants a password first answers everything with its own page: only a receipt of this report is one. */
export const isReceipt = (value: unknown): value is HeldReceipt =>
  isRecord(value) &&
  isText(value.finding_id) &&
  isText(value.slug) &&
  isText(value.number) &&
  isText(value.receipt_no) &&
  isText(value.received_at) &&
  isText(value.manifest_hash) &&
  isTexts(value.missing) &&
  isKept(value.photos);

const held = ({ ...told }: HeldReceipt): HeldReceipt => ({
  ...{ finding_id: told.finding_id, slug: told.slug, number: told.number, receipt_no: told.receipt_no },
  ...{ received_at: told.received_at, manifest_hash: told.manifest_hash },
  ...{ photos: told.photos.map(({ sha256, kept }) => ({ sha256, kept })), missing: told.missing }
});

/** Somebody else signed in at this browser: for the one who wrote it that is the same as having to sign in. */
const isOther = ({ body }: Answered) => isRecord(body) && body.code === 'visit_other_account';

function readSent<T>(answer: Answered | null, told: (body: unknown) => T | null): Sent<T> {
  if (!answer) return { kind: 'no_answer' };
  if (signedOut(answer.response) || isOther(answer)) return { kind: 'sign_in' };
  if (!answer.response.ok) return refusalOf(answer);
  const value = told(answer.body);
  return value === null ? { kind: 'no_answer' } : { kind: 'taken', told: value };
}

/** A photo of 20 MB over a bad line takes its time. */
const patience = 120_000;

export const sending: Sending = {
  async submit({ id, owner, open_day, sealed }: Draft) {
    const body = JSON.stringify({ owner, finding: id, facts: sealed });
    const answer = await ask(pathOf(open_day, 'findings'), { method: 'POST', body });
    return readSent(answer, (told) => (isReceipt(told) && told.finding_id === id ? held(told) : null));
  },
  async photo({ owner, open_day }, sha256, blob) {
    const body = new FormData();
    body.set('owner', owner);
    body.set('sha256', sha256);
    body.set('file', blob, 'photo');
    const answer = await ask(pathOf(open_day, 'photos'), { method: 'POST', body }, patience);
    return readSent(answer, (told) => (isRecord(told) && told.sha256 === sha256 ? { sha256 } : null));
  }
};

export interface FreshList {
  owner: string;
  list: Shown;
  now: string;
}

const isFresh = (value: unknown): value is FreshList =>
  isRecord(value) &&
  isText(value.owner) &&
  isText(value.now) &&
  isRecord(value.list) &&
  Array.isArray(value.list.items) &&
  isText(value.list.mode);

/** The list as it is now, and the server's clock. Null where that could not be learned. */
export async function fetchList(open_day: string): Promise<FreshList | 'sign_in' | null> {
  const answer = await ask(pathOf(open_day, 'checklist'));
  if (!answer) return null;
  if (signedOut(answer.response)) return 'sign_in';
  return answer.response.ok && isFresh(answer.body) ? answer.body : null;
}
