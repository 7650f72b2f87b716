import { ask, isRecord, refusalOf, signedOut } from '#lib/offline/ask.ts';
import type { CheckIn, GateList } from '../gate-schema.ts';
import type { Done, Sent } from './queue.ts';

/** What the server gives to a gate: the list, and the key that verifies tickets. */
export interface Fetched extends GateList {
  key: string;
}

export type ListAnswer = { kind: 'list'; list: Fetched } | { kind: 'sign_in' | 'closed' | 'no_answer' };

/** A network that wants a password first answers everything with its own page: only what is ours is an answer. */
const isFetched = (value: unknown): value is Fetched =>
  isRecord(value) && isRecord(value.open_day) && Array.isArray(value.guests) && typeof value.key === 'string';

const isKept = (value: unknown): value is Done['outcome'] => value === 'recorded' || value === 'duplicate';

export async function fetchList(path: string): Promise<ListAnswer> {
  const answer = await ask(path);
  if (!answer) return { kind: 'no_answer' };
  const { response, body } = answer;
  if (signedOut(response)) return { kind: 'sign_in' };
  if (response.ok && isFetched(body)) return { kind: 'list', list: body };
  const said = isRecord(body) && typeof body.code === 'string';
  return { kind: said && (response.status === 403 || response.status === 404) ? 'closed' : 'no_answer' };
}

/** Sends one check-in; the server's answer names it, or it is none. */
export async function sendOne(path: string, row: CheckIn): Promise<Sent> {
  const answer = await ask(path, {
    method: 'POST',
    body: JSON.stringify([row])
  });
  if (!answer) return { kind: 'no_answer' };
  const { response, body } = answer;
  if (signedOut(response)) return { kind: 'sign_in' };
  if (response.ok) {
    const rows: unknown[] = Array.isArray(body) ? body : [];
    const [first] = rows;
    if (!isRecord(first) || first.check_in_id !== row.check_in_id) return { kind: 'no_answer' };
    // the server has nowhere to put it: it stays here until the host says what it was
    if (first.outcome === 'unknown') return { kind: 'refused', code: 'booking_not_found' };
    return isKept(first.outcome)
      ? { kind: 'acknowledged', outcome: first.outcome, conflict: first.conflict === true }
      : { kind: 'no_answer' };
  }
  return refusalOf(answer);
}
