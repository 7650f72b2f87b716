import { fail, type RequestEvent } from '@sveltejs/kit';
import { nearestDivision } from '#lib/divisions/nearest.ts';
import { translator } from '#lib/i18n/index.ts';
import * as projects from '#lib/projects/browse.server.ts';
import type { ProjectCard } from '#lib/projects/schema.ts';
import type { PhotoProblem } from '../photos.server.ts';
import { around, search } from './around.server.ts';
import {
  firstProblem,
  hasPoint,
  problemsOf,
  readDraft,
  steps,
  type Draft,
  type Problems,
  type Step
} from './draft.ts';
import type { Around } from './schema.ts';
import { send, type Handed } from './send.server.ts';

/** What the page gets back from its form, step by step. */
export interface FilingForm {
  draft?: Draft;
  errors?: Problems;
  around?: Around;
  /** What was found by name; null: nobody looked. */
  found?: ProjectCard[] | null;
  message?: string;
  detail?: string;
  photos?: PhotoProblem[];
  handed?: Handed;
}

/** Which button was pressed. */
const goals = ['next', 'back', 'search', 'where', 'what', 'send'] as const;
type Goal = (typeof goals)[number];

const goalOf = (data: FormData): Goal => goals.find((one) => one === data.get('go')) ?? 'next';

const stepAt = (n: number) => steps[Math.min(Math.max(n, 0), steps.length - 1)] ?? 'where';

/** A district that there is; where somebody pointed at the map and chose nothing else, the one there. */
async function withDivision({ locals }: RequestEvent, draft: Draft): Promise<Draft> {
  const all = await projects.places(locals.db, locals.lang, {});
  const division = all.some(({ code }) => code === draft.division) ? draft.division : '';
  if (draft.project || division || !hasPoint(draft)) return { ...draft, division };
  const there = nearestDivision(all, { lat: Number(draft.lat), lng: Number(draft.lng) });
  return { ...draft, division: there ?? '' };
}

/** What a draft speaks of, as it is now: a project that is gone or a finding of another one counts as not given. */
async function lookUp(event: RequestEvent, given: Draft): Promise<{ draft: Draft; around: Around }> {
  const { db } = event.locals;
  const found = await around(db, given);
  const { place } = found;
  if (given.finding && place && given.project !== place.project.slug && given.step !== 'where')
    return { draft: { ...given, project: place.project.slug }, around: found };
  if (given.finding && given.project !== (place?.project.slug ?? ''))
    return lookUp(event, { ...given, finding: '' });
  if (given.project && !place) return { draft: { ...given, project: '' }, around: found };
  return { draft: await withDivision(event, given), around: found };
}

interface Standing {
  draft: Draft;
  around: Around;
}

const show = ({ draft, around }: Standing, step: Step, more: FilingForm = {}): FilingForm => ({
  draft: { ...draft, step },
  around,
  found: null,
  ...more
});

async function walk({ locals }: RequestEvent, standing: Standing, goal: Goal) {
  const { draft } = standing;
  const at = steps.indexOf(draft.step);
  if (goal === 'search') return show(standing, 'where', { found: await search(locals.db, draft) });
  if (goal === 'where' || goal === 'what') return show(standing, goal);
  if (goal === 'back') return show(standing, stepAt(at - 1));
  const errors = problemsOf(draft, draft.step);
  if (Object.keys(errors).length > 0) return fail(400, show(standing, draft.step, { errors }));
  return show(standing, stepAt(at + 1));
}

async function finish(event: RequestEvent, standing: Standing, data: FormData) {
  const { draft } = standing;
  const wrong = firstProblem(draft);
  if (wrong) return fail(400, show(standing, wrong.step, { errors: wrong.errors }));
  const t = translator(event.locals.lang);
  const sent = await send(event, draft, data, t('complaintFiling.what.joining'));
  if (!sent.ok) {
    const { message, detail, photos } = sent;
    return fail(sent.status, show(standing, 'who', { message, detail, photos }));
  }
  event.setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  const done: FilingForm = { handed: sent.handed };
  return done;
}

/** One form, whose earlier answers travel with it: nothing is kept on the server before it is sent. */
export async function submit(event: RequestEvent) {
  const data = await event.request.formData();
  const standing = await lookUp(
    event,
    readDraft((name) => data.get(name))
  );
  const goal = goalOf(data);
  return goal === 'send' ? finish(event, standing, data) : walk(event, standing, goal);
}
