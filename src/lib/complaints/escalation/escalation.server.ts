import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import * as attempts from '#lib/accounts/limits.server.ts';
import type { Person } from '#lib/accounts/person.ts';
import { answer, limited } from '#lib/accounts/refusal.ts';
import { refusal } from '#lib/desk/act.server.ts';
import { formats } from '#lib/i18n/format.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { readForm } from '#lib/ui/form.ts';
import { fileComplaint, type Filing } from '../file.server.ts';
import { spell } from '../protection.server.ts';
import { describeLines, guessCategory } from './prefill.ts';
import { categoryRow, complain, fromFinding, fromVisit, grown } from './schema.ts';

const missing = (code: string): never => error(404, { code, message: code });

const readFinding = async (db: Client, slug: string) =>
  unwrap(await db.rpc('finding_to_complain', { slug }), fromFinding.nullable()) ??
  missing('finding_not_found');

const readVisit = async (db: Client, open_day: string) =>
  unwrap(await db.rpc('visit_to_complain', { open_day }), fromVisit.nullable()) ?? missing('not_a_visitor');

const categories = async (db: Client) =>
  unwrap(
    await db.from('complaint_categories').select('category, name, name_en').order('sort'),
    z.array(categoryRow)
  );

/** The same photo may stand at several lines. */
const once = <P extends { sha256: string }>(photos: P[]): P[] => [
  ...new Map(photos.map((photo) => [photo.sha256, photo])).values()
];

/** The form, filled in from a finding; only whoever found it gets it. */
export async function fromFindingPage({ locals }: RequestEvent, slug: string) {
  const { db, t } = locals;
  const found = await readFinding(db, slug);
  return {
    about: { number: found.number, project: found.project, complaints: found.complaints },
    photos: once(found.photos).map(({ sha256, position, caption }) => ({ sha256, position, caption })),
    categories: await categories(db),
    initial: {
      attempt: randomUUID(),
      category: guessCategory(found.lines),
      description: describeLines(found.lines, t),
      public: 'yes'
    }
  };
}

/** The form about what was met with on a visit: refused access, or worse. */
export async function fromVisitPage({ locals }: RequestEvent, openDay: string) {
  const { db, t } = locals;
  const found = await readVisit(db, openDay);
  const day = formats(t).dateShort(found.visited_on);
  const values = { day, title: found.open_day, project: found.project.name };
  return {
    about: { number: null, project: found.project, complaints: [] },
    photos: [],
    categories: await categories(db),
    initial: {
      attempt: randomUUID(),
      category: found.kind === 'turned_away' ? 'refused_access' : 'retaliation',
      description: t('complaintEscalation.visitPrefill', values),
      public: 'no'
    }
  };
}

/** Copied, so that the complaint keeps its photos whatever becomes of the finding. The name is the hash: it stays the same. */
async function copyPhotos(photos: z.infer<typeof fromFinding>['photos'], chosen: string[]) {
  const { files } = hub();
  const taken: NonNullable<Filing['photos']> = [];
  for (const photo of once(photos).filter(({ sha256 }) => chosen.includes(sha256))) {
    const opened = await files.open('findings', photo.sha256);
    if (!opened) continue;
    await files.put('complaints', await buffer(opened.stream));
    const { sha256, media_type, bytes, width, height } = photo;
    taken.push({ sha256, media_type, bytes, width, height });
  }
  return taken;
}

async function file(event: RequestEvent, who: Person, carry: (chosen: string[]) => Promise<Partial<Filing>>) {
  const data = await event.request.formData();
  const input = readForm(data, complain);
  if (!input.ok) return fail(400, input.form);
  const wait = await attempts.use('complain_account', who.user_id);
  if (wait > 0) return answer(event, data, limited(wait));
  const { attempt, category, description, public: open, photos } = input.data;
  try {
    const { code, receipt } = await fileComplaint(hub(), {
      attempt,
      category,
      description,
      naming: 'anonymous',
      public: open === 'yes',
      locale: event.locals.lang,
      filer: who.user_id,
      ...(await carry(photos))
    });
    const { slug, number, due_on, bureau } = receipt;
    return { filed: { code: spell(code), slug, number, due_on, bureau: bureau?.name ?? null } };
  } catch (thrown) {
    return refusal(thrown, data, { complaint_category_unknown: 'category' });
  }
}

/** Files the complaint that grew from a finding of the caller's own, with the photos that were chosen. */
export async function fileFromFinding(event: RequestEvent, who: Person, slug: string) {
  const found = await readFinding(event.locals.db, slug);
  return file(event, who, async (chosen) => ({
    source: 'finding',
    finding: found.finding,
    urgent: found.urgent,
    photos: await copyPhotos(found.photos, chosen)
  }));
}

export async function fileFromVisit(event: RequestEvent, who: Person, openDay: string) {
  const found = await readVisit(event.locals.db, openDay);
  return file(event, who, () => Promise.resolve({ project: found.project.slug }));
}

/** How many complaints grew from a public finding. */
export const grownFrom = async (db: Client, slug: string) =>
  unwrap(await db.rpc('finding_complaints', { slug }), grown);
