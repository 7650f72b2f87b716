import { fail, isHttpError, type RequestEvent } from '@sveltejs/kit';
import type { Person } from '#lib/accounts/person.ts';
import { inLanguage } from '#lib/catalogue/catalogue.ts';
import { refusal } from '#lib/desk/act.server.ts';
import { keep, look } from '#lib/documents/take.server.ts';
import type { Accepted } from '#lib/documents/accept.server.ts';
import type { PickedDocument } from '#lib/documents/schema.ts';
import { createCorrections } from '#lib/projects/import/corrections.ts';
import { problemAt, type BadCell } from '#lib/projects/import/messages.ts';
import { correctionCsv } from '#lib/projects/import/report.ts';
import { report, type Report } from '#lib/projects/import/upload.server.ts';
import { readForm, values, type FormState } from '#lib/ui/form.ts';
import * as desk from '../desk/desk.server.ts';
import { findings, seenOf, type Finding } from '../desk/findings.ts';
import { catalogueRow } from '../desk/schema.ts';
import { openBundle, type Bundle } from './bundle.ts';
import { folded } from './entry-names.ts';
import { problem, told } from './messages.ts';
import { nothing, parseManifest, refuseRecord, warn, type Manifest } from './parse.ts';
import { items, MAX_FILES, planRow, resolve, type PlannedFile, type PlannedRow } from './plan.server.ts';
import { wishes, writing, type Payload } from './schema.ts';

export const corrections = createCorrections();

export interface PreviewRow {
  line: number;
  slug: string;
  project: string;
  item: string;
  outcome: PlannedRow['outcome'];
  documents: number;
}

export interface Preview {
  rows: PreviewRow[];
  /** What is handed back to be written. */
  payload: string;
  submit: boolean;
  findings: Finding[];
  /** Rows that were left out. */
  left: number;
}

export interface WrittenRow {
  line: number;
  slug: string;
  done: 'saved' | 'submitted' | 'unchanged' | 'refused';
  /** Why not, or why not all of it. */
  reason?: string;
}

export interface ImportForm extends FormState {
  report?: Report;
  corrections?: string | null;
  preview?: Preview;
  written?: WrittenRow[];
}

const chosen = (data: FormData): File[] =>
  data
    .getAll('files')
    .filter((value) => value instanceof File)
    .filter(({ size }) => size > 0);

/** A decision about each file that was not there before; rows with a refused one are taken out. */
async function lookAtFiles(who: Person, manifest: Manifest, plans: readonly PlannedRow[]) {
  const accepted = new Map<PlannedFile, Accepted>();
  const good: PlannedRow[] = [];
  for (const plan of plans) {
    const bad: BadCell[] = [];
    for (const file of plan.files.filter(({ known }) => known === null)) {
      const decision = await look(who, file.bytes);
      if (decision.ok) accepted.set(file, decision.accepted);
      else
        bad.push(
          problemAt(
            'file_refused',
            { line: plan.row.line, column: '', value: file.name },
            told(`errors.${decision.refused}`)
          )
        );
    }
    if (bad.length > 0) refuseRecord(manifest, plan.row.record, bad);
    else good.push(plan);
  }
  return { good, accepted };
}

/** The documents of a row, the new ones kept now that everything else was found right. */
async function documentsOf(
  who: Person,
  { kept, files, disclosure }: PlannedRow,
  accepted: ReadonlyMap<PlannedFile, Accepted>
): Promise<PickedDocument[]> {
  if (kept) return kept;
  const documents: PickedDocument[] = [];
  for (const file of files) {
    const fresh = accepted.get(file);
    const taken = fresh
      ? await keep(who, { project_id: disclosure.project_id, name: file.name }, fresh)
      : file.known;
    if (taken) documents.push({ ...taken, caption: file.caption });
  }
  return documents;
}

function tellUnused(manifest: Manifest, { files, nested }: Bundle, plans: readonly PlannedRow[]): void {
  const used = new Set(plans.flatMap((plan) => plan.files.map(({ name }) => folded([name]))));
  const unused = files.filter(({ name }) => !used.has(folded([name])));
  warn(manifest, [
    ...nested.map((name) => problem('nested_archive', { line: 0 }, name)),
    ...(manifest.badLines.length > 0
      ? []
      : unused.map(({ path }) => problem('file_unused', { line: 0 }, path)))
  ]);
}

/** Reads what was handed in, as far as it can be judged without keeping anything. */
async function judge(event: RequestEvent, who: Person, files: File[], submit: boolean) {
  const { db } = event.locals;
  const bundled = await openBundle(files);
  if (!bundled.ok) {
    const manifest = nothing();
    manifest.fileErrors.push(problem(bundled.code, { line: 0 }, bundled.name));
    return { manifest, good: [], accepted: new Map<PlannedFile, Accepted>() };
  }
  const { bundle } = bundled;
  const manifest = parseManifest(bundle.manifest.bytes, await items(db));
  const plans: PlannedRow[] = [];
  for (const about of await resolve(db, manifest)) {
    const plan = await planRow(db, manifest, about, bundle.files, { submit });
    if (plan) plans.push(plan);
  }
  const fresh = plans.flatMap((plan) => plan.files).filter(({ known }) => known === null);
  if (fresh.length > MAX_FILES) {
    manifest.fileErrors.push(problem('files_many', { line: 0 }, String(MAX_FILES)));
    return { manifest, good: [], accepted: new Map<PlannedFile, Accepted>() };
  }
  const looked = await lookAtFiles(who, manifest, plans);
  tellUnused(manifest, bundle, plans);
  return { manifest, ...looked };
}

async function preview(
  event: RequestEvent,
  who: Person,
  judged: Awaited<ReturnType<typeof judge>>,
  submit: boolean
) {
  const { t, lang } = event.locals;
  const rows: PreviewRow[] = [];
  const written: Payload = [];
  const all: Finding[] = [];
  for (const plan of judged.good) {
    const { row, disclosure, outcome, edits, facts, note, reason } = plan;
    const documents = await documentsOf(who, plan, judged.accepted);
    const found = submit ? findings({ fields: row.item.fields, facts, note, reason, documents }, t) : [];
    all.push(
      ...found.map((one) => ({
        ...one,
        where: t('disclosureImports.where', { line: row.line, where: one.where })
      }))
    );
    rows.push({
      line: row.line,
      slug: disclosure.slug,
      project: disclosure.project.name,
      item: inLanguage(disclosure, 'name', lang),
      outcome,
      documents: documents.length
    });
    written.push({
      line: row.line,
      slug: disclosure.slug,
      unchanged: outcome === 'unchanged',
      edits,
      facts,
      note,
      reason,
      documents: documents.map(({ document_id, caption }) => ({ document_id, caption })),
      seen: seenOf(found)
    });
  }
  const shown: Preview = {
    rows,
    payload: JSON.stringify(written),
    submit,
    findings: all,
    left: judged.manifest.badLines.length
  };
  return shown;
}

/** Takes a ZIP, or a list with its files: tells what is wrong and keeps nothing, or shows what would be written. */
export async function upload(event: RequestEvent, who: Person) {
  const { lang } = event.locals;
  const data = await event.request.formData();
  const kept: ImportForm = { id: 'upload', values: values(data), errors: {} };
  const files = chosen(data);
  if (files.length === 0) return fail(400, { ...kept, errors: { files: 'disclosureImports.noFile' } });
  const { skip, submit } = wishes.parse(Object.fromEntries(data));
  try {
    const judged = await judge(event, who, files, submit === 'yes');
    const { manifest } = judged;
    manifest.rows = manifest.rows.filter((row) => judged.good.some((plan) => plan.row === row));
    const bad = manifest.badLines.length;
    const csv = bad > 0 ? corrections.keep(who.user_id, correctionCsv(manifest)) : null;
    const unusable = manifest.fileErrors.length > 0 || judged.good.length === 0;
    if (unusable || (bad > 0 && !skip))
      return fail(422, { ...kept, report: report(manifest, lang), corrections: csv });
    const form: ImportForm = {
      ...kept,
      id: 'write',
      preview: await preview(event, who, judged, submit === 'yes'),
      corrections: csv,
      report: manifest.warningTotal > 0 ? report(manifest, lang) : undefined
    };
    return form;
  } catch (thrown) {
    return refusal(thrown, data, {}, 'upload');
  }
}

/** One draft, and its submission where that was wished and nothing new is to be looked at. */
async function writeOne(
  { db, t }: App.Locals,
  row: Payload[number],
  wish: { submit: boolean; checked: boolean }
): Promise<WrittenRow> {
  const { line, slug } = row;
  try {
    if (!row.unchanged) await desk.save(db, slug, row);
    if (!wish.submit) return { line, slug, done: row.unchanged ? 'unchanged' : 'saved' };
    const { open, catalogue } = await desk.read(db, slug);
    if (open?.state !== 'draft' && open?.state !== 'returned') return { line, slug, done: 'unchanged' };
    const found = findings({ fields: catalogueRow.parse(catalogue).fields, ...open }, t);
    if (found.length > 0 && !(wish.checked && seenOf(found) === row.seen))
      return { line, slug, done: 'saved', reason: 'disclosureDesk.redaction.missing' };
    await desk.advance(db, slug, { act: 'submit', edits: open.edits });
    return { line, slug, done: 'submitted' };
  } catch (thrown) {
    if (!isHttpError(thrown) || thrown.status >= 500) throw thrown;
    return { line, slug, done: 'refused', reason: `errors.${thrown.body.code}` };
  }
}

/** Writes what a preview showed, as the person who saw it, each draft by itself. */
export async function write(event: RequestEvent) {
  const data = await event.request.formData();
  const input = readForm(data, writing, 'write');
  if (!input.ok) return fail(400, { id: 'upload', errors: {}, message: 'disclosureImports.stale' });
  const wish = { submit: input.data.submit === 'yes', checked: input.data.checked === 'yes' };
  const written: WrittenRow[] = [];
  for (const row of input.data.payload) written.push(await writeOne(event.locals, row, wish));
  const form: ImportForm = { id: 'written', written };
  return form;
}
