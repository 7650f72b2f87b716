import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { localise } from '#lib/i18n/paths.ts';
import type { Lang } from '#lib/i18n/types.ts';
import { values } from '#lib/ui/form.ts';
import { asSearch } from '#lib/ui/list-links.ts';
import { createCorrections } from './corrections.ts';
import * as imports from './import.server.ts';
import type { BadCell } from './messages.ts';
import { MAX_BYTES, type ImportParse } from './parse.ts';
import { correctionCsv, summarize, type Reported } from './report.ts';
import { crsSchema } from './schema.ts';

export const corrections = createCorrections();
/** What is worth a look in files that were taken in, for the page of their preview. */
const notes = createCorrections();

const problemsShown = 100;
/** Without scripts a request goes on for a while, so that few presses of a button are needed. */
const patience = 20_000;
/** With scripts the page asks again and again, and shows how far it is. */
const turn = 700;

const options = z.object({
  crs: crsSchema.catch('WGS84'),
  skip: z.literal('yes').optional().catch(undefined)
});

/** How long a request may work on an import. */
export const timeFor = ({ request }: RequestEvent): number =>
  request.headers.has('x-sveltekit-action') ? turn : patience;

const note = z.object({ line: z.number(), column: z.string(), reason: z.string() });
const keptNotes = z.object({ rows: z.array(note), leftOut: z.number() });
export type Notes = z.infer<typeof keptNotes>;

const inWordsOf =
  (lang: Lang) =>
  ({ line, column, value, message }: BadCell) => ({ line, column, value, reason: message[lang] });

function keepNotes(parse: ImportParse, owner: string, lang: Lang): string | null {
  const { warnings, warningsLeftOut } = summarize(parse, problemsShown);
  if (warnings.length === 0) return null;
  return notes.keep(owner, JSON.stringify({ rows: warnings.map(inWordsOf(lang)), leftOut: warningsLeftOut }));
}

export function notesOf(owner: string, id: string | undefined): Notes | null {
  const found = id === undefined ? null : notes.fetch(owner, id);
  return found === null ? null : keptNotes.parse(JSON.parse(found));
}

/** A summary in the language of the page alone. */
export function report(parse: Reported, lang: Lang) {
  const { problems, warnings, kinds, ...counts } = summarize(parse, problemsShown);
  const inWords = inWordsOf(lang);
  return {
    ...counts,
    kinds: kinds.map(({ count, message }) => ({ count, reason: message[lang] })),
    problems: problems.map(inWords),
    warnings: warnings.map(inWords)
  };
}
export type Report = ReturnType<typeof report>;

/** Takes a file: tells what is wrong with it and keeps nothing, or takes its rows in and leads to their preview. */
export async function upload(event: RequestEvent, owner: string) {
  const { db, lang } = event.locals;
  const data = await event.request.formData();
  const file = data.get('file');
  const kept = values(data);
  if (!(file instanceof File) || file.size === 0)
    return fail(400, { values: kept, errors: { file: 'imports.noFile' } });
  if (file.size > MAX_BYTES) return fail(413, { values: kept, errors: { file: 'imports.tooBig' } });
  const { crs, skip } = options.parse({ crs: data.get('crs'), skip: data.get('skip') ?? undefined });

  const parsed = await imports.parse(db, new Uint8Array(await file.arrayBuffer()), crs);
  const bad = parsed.badLines.length;
  const csv = bad > 0 ? corrections.keep(owner, correctionCsv(parsed)) : null;
  const unusable = parsed.fileErrors.length > 0 || parsed.rows.length === 0;
  if (unusable || (bad > 0 && !skip)) {
    return fail(422, { values: kept, errors: {}, report: report(parsed, lang), corrections: csv });
  }
  const id = await imports.stage(db, file.name, parsed.rows);
  if (timeFor(event) === patience) await imports.previewFor(db, id, patience);
  const search = new URLSearchParams(csv ? { left: String(bad), bad: csv } : {});
  const noted = keepNotes(parsed, owner, lang);
  if (noted) search.set('notes', noted);
  redirect(303, localise(`/desk/projects/import/${id}${asSearch(search)}`, lang));
}
