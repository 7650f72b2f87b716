import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { refusal } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { readForm, values, type FormState } from '#lib/ui/form.ts';
import { movedLine } from '../desk-schema.ts';
import { keepPhoto } from '../photos.server.ts';
import { chosen } from '../visit/plain.server.ts';
import { myFinding, myOpinions, myReinspections, opinionFinding } from '../visit-schema.ts';
import { decisions } from '../words.ts';

const missing = (): never => error(404, { code: 'finding_not_found', message: 'finding_not_found' });

/** A finding of the caller's own, with all that was done about it. */
export const read = async (db: Client, slug: string) =>
  unwrap(await db.rpc('my_finding', { slug }), myFinding.nullable()) ?? missing();

/** What the caller may look at again as an owner. */
export const reinspections = async (db: Client) => unwrap(await db.rpc('my_reinspections'), myReinspections);

/** A finding of others that is to be put right, for an owner of the project. */
export const ofOthers = async (db: Client, slug: string) =>
  unwrap(await db.rpc('owner_finding', { slug }), opinionFinding.nullable()) ?? missing();

export const opinions = async (db: Client) => unwrap(await db.rpc('my_opinions'), myOpinions);

/** A finding that the caller was asked about. Who found it is not told. */
export const asked = async (db: Client, slug: string) =>
  unwrap(await db.rpc('opinion_finding', { slug }), opinionFinding.nullable()) ?? missing();

const reinspection = z
  .object({
    position: z.coerce.number().int().min(1).max(60),
    fixed: z.enum(['yes', 'no'], { error: 'ownFindings.reinspect.choose' }),
    note: z.string().trim().max(2000).default('')
  })
  .refine(({ fixed, note }) => fixed === 'yes' || note.length >= 5, {
    path: ['note'],
    error: 'ownFindings.reinspect.noteMissing'
  });

export interface ReinspectForm extends FormState {
  /** Names of files that were not taken, and why. */
  problems?: { name: string; refused: string }[];
}

/** Where somebody looks again: the finder at the own finding, an owner at one of others. */
const places = { finder: ['/account/findings', read], owner: ['/account/reinspections', ofOthers] } as const;

/** What somebody saw who looked again: photos are kept as those of the visit are. */
export async function reinspect(event: RequestEvent, who: Person, as: keyof typeof places) {
  const [place, find] = places[as];
  const { locals, params } = event;
  const slug = params.slug ?? '';
  const data = await event.request.formData();
  const position = data.get('position');
  const id = `reinspect-${typeof position === 'string' ? position : ''}`;
  const input = readForm(data, reinspection, id);
  if (!input.ok) return fail(400, input.form);
  const { open_day } = await find(locals.db, slug);
  const photos: { sha256: string }[] = [];
  const problems: NonNullable<ReinspectForm['problems']> = [];
  for (const file of chosen(data, 'photos')) {
    const kept = await keepPhoto(event, who, { open_day, file, sha256: null });
    if (kept.ok) photos.push({ sha256: kept.photo.sha256 });
    else problems.push({ name: file.name, refused: kept.refused });
  }
  const again: ReinspectForm = { id, values: values(data), errors: {}, problems };
  if (problems.length > 0) return fail(422, { ...again, message: 'visits.plain.someRefused' });
  const { fixed, note } = input.data;
  const args = { slug, line: input.data.position, fixed: fixed === 'yes', note, photos };
  try {
    unwrap(await locals.db.rpc('reinspect_rectification', args), movedLine);
  } catch (thrown) {
    return refusal(thrown, data, {}, id);
  }
  return redirect(303, `${localise(`${place}/${slug}`, locals.lang)}?done=reinspected`);
}

const reason = z.string().trim().min(5, { error: 'ownFindings.opinions.short' }).max(1000);
const decision = z.enum(decisions, { error: 'ownFindings.opinions.choose' });

function readOpinion(data: FormData, positions: number[]) {
  const shape: Record<string, z.ZodType<string>> = {};
  for (const n of positions) {
    shape[`decision.${String(n)}`] = decision;
    shape[`reason.${String(n)}`] = reason;
  }
  return readForm(data, z.object({ ...shape, note: reason }), 'give');
}

const given = z.object({ slug: z.string(), state: z.string() });

/** Lines that an opinion is about: whatever somebody looked at. */
export const judgeable = <L extends { verdict: string | null }>(lines: L[]): L[] =>
  lines.filter(({ verdict }) => verdict !== 'not_seen');

async function send(event: RequestEvent, data: FormData, facts: Record<string, unknown>, id: string) {
  const { locals, params } = event;
  try {
    unwrap(await locals.db.rpc('give_opinion', { slug: params.slug ?? '', facts }), given);
  } catch (thrown) {
    return refusal(thrown, data, {}, id);
  }
  return redirect(303, `${localise('/account/opinions', locals.lang)}?done=given`);
}

export async function giveOpinion(event: RequestEvent) {
  const finding = await asked(event.locals.db, event.params.slug ?? '');
  const data = await event.request.formData();
  const positions = judgeable(finding.line_list).map(({ position }) => position);
  const input = readOpinion(data, positions);
  if (!input.ok) return fail(400, input.form);
  const said = new Map<string, unknown>(Object.entries(input.data));
  const lines = positions.map((position) => ({
    position,
    decision: said.get(`decision.${String(position)}`),
    reason: said.get(`reason.${String(position)}`)
  }));
  return send(event, data, { note: said.get('note'), lines }, 'give');
}

export async function decline(event: RequestEvent) {
  const data = await event.request.formData();
  const input = readForm(data, z.object({ note: reason }), 'decline');
  if (!input.ok) return fail(400, input.form);
  return send(event, data, { declined: true, note: input.data.note, lines: [] }, 'decline');
}
