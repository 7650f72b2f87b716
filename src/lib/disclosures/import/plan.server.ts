import { z } from 'zod';
import { checkFacts } from '#lib/catalogue/check-facts.ts';
import { factsSchema, type Facts } from '#lib/catalogue/facts.ts';
import { field } from '#lib/catalogue/schema.ts';
import type { PickedDocument } from '#lib/documents/schema.ts';
import type { BadCell } from '#lib/projects/import/messages.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { sha256 } from '#lib/server/files/hash.ts';
import { clean } from '#lib/projects/import/text.ts';
import { draftOf, publicVersion } from '../desk/versions.ts';
import { deskDisclosure, type DeskDisclosure } from '../schema.ts';
import { findFile, type BundledFile } from './bundle.ts';
import type { FixedKey, ImportItem } from './columns.ts';
import { factProblem, problem, type ManifestCode } from './messages.ts';
import { refuseRecord, type Manifest, type ManifestRow } from './parse.ts';
import { ZipError } from './zip.ts';

/** Of one disclosure; as many as a form takes. */
const filesPerRow = 12;
/** As many as one person may have looked at in ten minutes. */
export const MAX_FILES = 100;

export interface PlannedFile {
  name: string;
  caption: string;
  /** There already, in the version that the row changes. */
  known: PickedDocument | null;
  bytes: Uint8Array;
}

export interface PlannedRow {
  row: ManifestRow;
  disclosure: DeskDisclosure;
  outcome: 'new' | 'changed' | 'unchanged';
  facts: Facts;
  note: string;
  reason: string;
  edits: number | null;
  /** Documents that stay as they are, where the list has no column of files. */
  kept: PickedDocument[] | null;
  files: PlannedFile[];
}

const projectRow = z.object({
  project_id: z.string(),
  permit_no: z.string().nullable(),
  project_code: z.string().nullable()
});
type ProjectRow = z.infer<typeof projectRow>;
const owed = z.object({ slug: z.string(), project_id: z.string(), item: z.string(), status: z.string() });

/** No answer of the database has more than a thousand rows. */
const asked = 40;

async function inParts<T, R>(values: readonly T[], ask: (part: T[]) => Promise<R[]>): Promise<R[]> {
  const all: R[] = [];
  for (let from = 0; from < values.length; from += asked)
    all.push(...(await ask(values.slice(from, from + asked))));
  return all;
}

/** The catalogue, as far as a list needs to know it. */
export async function items(db: Client): Promise<ImportItem[]> {
  const shape = z.object({ item: z.string(), name: z.string(), name_en: z.string(), fields: z.array(field) });
  return unwrap(
    await db.from('disclosure_items').select('item, name, name_en, fields').order('sort').order('item'),
    z.array(shape)
  );
}

/** In quotes: the embedded API takes bare digits for a number, and eighteen of them do not fit into one. */
const quoted = (values: readonly string[]): string => `(${values.map((value) => `"${value}"`).join(',')})`;

async function projectsOf(db: Client, rows: readonly ManifestRow[]): Promise<ProjectRow[]> {
  const columns = 'project_id, permit_no, project_code';
  const by = async (column: 'permit_no' | 'project_code') => {
    const values = [...new Set(rows.flatMap((row) => row[column] ?? []))];
    return inParts(values, async (part) =>
      unwrap(
        await db.from('projects').select(columns).filter(column, 'in', quoted(part)),
        z.array(projectRow)
      )
    );
  };
  return [...(await by('permit_no')), ...(await by('project_code'))];
}

/** As everywhere: by the permit, else by the code of a project that has no permit yet, or by both alike. */
function projectOf(row: ManifestRow, projects: readonly ProjectRow[]): ProjectRow | undefined {
  if (row.permit_no !== null) return projects.find(({ permit_no }) => permit_no === row.permit_no);
  const named = projects.filter(({ project_code }) => project_code === row.project_code);
  return named.find(({ permit_no }) => permit_no === null) ?? (named.length === 1 ? named[0] : undefined);
}

const placeOf = (manifest: Manifest, row: ManifestRow, key: FixedKey, value = '') => {
  const at = manifest.columns.fixed.get(key);
  return { line: row.line, column: at === undefined ? '' : clean(manifest.header[at] ?? ''), value };
};

/** Which disclosure each row is about; rows about none are taken out. */
export async function resolve(db: Client, manifest: Manifest): Promise<[ManifestRow, string][]> {
  const projects = await projectsOf(db, manifest.rows);
  const ids = [...new Set(projects.map(({ project_id }) => project_id))];
  const all = await inParts(ids, async (part) =>
    unwrap(
      await db.from('disclosures').select('slug, project_id, item, status').in('project_id', part),
      z.array(owed)
    )
  );
  const found: [ManifestRow, string][] = [];
  const seen = new Map<string, number>();
  for (const row of [...manifest.rows]) {
    const refuse = (code: ManifestCode, key: FixedKey, detail = '') =>
      refuseRecord(manifest, row.record, [problem(code, placeOf(manifest, row, key), detail)]);
    const project = projectOf(row, projects);
    const disclosure = all.find(
      ({ project_id, item, status }) =>
        project_id === project?.project_id && item === row.item.item && status !== 'not_applicable'
    );
    const first = disclosure && seen.get(disclosure.slug);
    if (!project) refuse('project_unknown', row.permit_no === null ? 'code' : 'permit');
    else if (!disclosure) refuse('item_not_owed', 'item');
    else if (first !== undefined) refuse('row_twice', 'item', String(first));
    else {
      seen.set(disclosure.slug, row.line);
      found.push([row, disclosure.slug]);
    }
  }
  return found;
}

/** What a row makes of the facts that are there: a column that the list lacks says nothing of them. */
function merged(row: ManifestRow, before: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...before, ...row.facts }).filter(([, value]) => value !== null)
  );
}

function factCells(
  manifest: Manifest,
  row: ManifestRow,
  facts: Record<string, unknown>,
  whole: boolean
): BadCell[] {
  return checkFacts(row.item.fields, facts, whole).map(({ field: name, problem: code }) => {
    const column = manifest.columns.facts.find(({ fields }) => fields.get(row.item.item) === name);
    const label = row.item.fields.find((one) => one.name === name)?.label ?? '';
    const value = column ? clean(row.record.cells[column.at] ?? '') : '';
    return factProblem(code, { line: row.line, column: column?.header ?? label, value });
  });
}

interface ReadFiles {
  files: PlannedFile[];
  bad: BadCell[];
}

/** The files that a row names, unpacked, with those that its version has already. */
async function filesOf(
  manifest: Manifest,
  row: ManifestRow,
  bundled: readonly BundledFile[],
  before: readonly PickedDocument[]
): Promise<ReadFiles> {
  const { files: references = [], captions } = row;
  const read: ReadFiles = { files: [], bad: [] };
  const refuse = (code: ManifestCode, detail: string) =>
    read.bad.push(problem(code, placeOf(manifest, row, 'files', detail), detail));
  if (references.length > filesPerRow) refuse('files_per_row', String(filesPerRow));
  const used = new Set<BundledFile>();
  for (const [index, reference] of references.slice(0, filesPerRow).entries()) {
    const file = findFile(bundled, reference);
    if (typeof file === 'string') refuse(`file_${file}`, reference);
    else if (used.has(file)) refuse('file_twice', reference);
    else {
      used.add(file);
      const bytes = await file.read().catch((thrown: unknown) => {
        if (thrown instanceof ZipError) return null;
        throw thrown;
      });
      if (bytes === null) refuse('zip_broken', reference);
      else
        read.files.push(
          await planned(file.name, bytes, captions?.[captions.length === 1 ? 0 : index], before)
        );
    }
  }
  return read;
}

async function planned(
  name: string,
  bytes: Uint8Array,
  caption: string | undefined,
  before: readonly PickedDocument[]
): Promise<PlannedFile> {
  const hash = await sha256(bytes);
  const known = before.find((one) => one.sha256 === hash || one.original_sha256 === hash) ?? null;
  return { name, bytes, known, caption: caption ?? known?.caption ?? '' };
}

/** The same, whatever order keys have. */
const canonical = (facts: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1)));

function isSame(plan: Omit<PlannedRow, 'outcome'>): boolean {
  const before = draftOf(plan.disclosure);
  const sameFiles =
    plan.kept !== null ||
    (plan.files.length === before.documents.length &&
      plan.files.every(
        ({ known, caption }, at) =>
          known?.document_id === before.documents[at]?.document_id &&
          caption === before.documents[at]?.caption
      ));
  const there = plan.disclosure.open !== null || publicVersion(plan.disclosure) !== null;
  const sameReason = plan.disclosure.open === null || plan.reason === before.reason;
  return (
    there &&
    sameFiles &&
    sameReason &&
    plan.note === before.note &&
    canonical(plan.facts) === canonical(before.facts)
  );
}

/** Why a row that says something new can't be written now. */
function barred({ disclosure, reason }: Omit<PlannedRow, 'outcome'>): [ManifestCode, FixedKey] | null {
  const { open, state, versions } = disclosure;
  if (open && open.state !== 'draft' && open.state !== 'returned') return ['under_way', 'item'];
  if (state === 'withheld') return ['withheld', 'item'];
  const corrects = versions.some((one) => one.state === 'published' || one.state === 'withdrawn');
  return corrects && reason.length < 5 ? ['reason_missing', 'reason'] : null;
}

export interface Wish {
  /** Whether the drafts are to be submitted at once, and so must be whole. */
  submit: boolean;
}

/** What one row would do; null, and the row taken out, where it can do nothing. */
export async function planRow(
  db: Client,
  manifest: Manifest,
  [row, slug]: readonly [ManifestRow, string],
  bundled: readonly BundledFile[],
  { submit }: Wish
): Promise<PlannedRow | null> {
  const refuse = (bad: readonly BadCell[]): null => {
    refuseRecord(manifest, row.record, bad);
    return null;
  };
  const at = (code: ManifestCode, key: FixedKey) => [problem(code, placeOf(manifest, row, key))];
  const disclosure = unwrap(await db.rpc('desk_disclosure', { slug }), deskDisclosure.nullable());
  if (!disclosure?.capacities.includes('author')) return refuse(at('not_an_author', 'item'));
  const before = draftOf(disclosure);
  const all = merged(row, before.facts);
  const { files, bad } = await filesOf(manifest, row, bundled, before.documents);
  const wrong = [...factCells(manifest, row, all, submit), ...bad];
  if (wrong.length > 0) return refuse(wrong);
  const plan = {
    row,
    disclosure,
    facts: factsSchema(row.item.fields, submit).parse(all),
    note: row.note ?? before.note,
    reason: row.reason ?? before.reason,
    edits: before.edits,
    kept: row.files === undefined ? before.documents : null,
    files
  };
  if (isSame(plan)) return { ...plan, outcome: 'unchanged' };
  const bar = barred(plan);
  if (bar) return refuse(at(...bar));
  if (submit && (plan.kept ?? files).length === 0) return refuse(at('documents_missing', 'files'));
  return { ...plan, outcome: before.edits === null ? 'new' : 'changed' };
}
