import { fail, isHttpError, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import type { FactField } from '#lib/catalogue/catalogue.ts';
import { factsForm, readFacts } from '#lib/catalogue/facts.ts';
import type { Received } from '#lib/documents/picker.ts';
import { receive } from '#lib/documents/receive.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm, values, type FormState } from '#lib/ui/form.ts';
import type { Deed } from './acts.ts';
import * as desk from './desk.server.ts';
import { findings, unchecked, type Finding } from './findings.ts';
import { catalogueRow, draft, reasonOfCorrection } from './schema.ts';
import type { Changes } from '../differences.ts';
import { changesOf, corrects, draftOf } from './versions.ts';

const id = 'draft';

/** What the form of a draft gets back: what was typed, every file, and what to look at. */
export interface DraftForm extends FormState {
  files?: Received;
  findings?: Finding[];
  /** What was typed against what somebody else stored meanwhile. */
  changes?: Changes;
}

const wrongFact = z.object({ field: z.string(), problem: z.string() });

/** A refusal of the database, at its field where one is to blame. */
function errorsOf({ code, detail }: App.Error): FormState['errors'] {
  const atField: Record<string, string> = {
    document_missing: 'documents',
    document_not_found: 'documents',
    disclosure_documents_pkey: 'documents',
    disclosure_documents_caption_length: 'documents',
    reason_missing: 'reason',
    disclosure_versions_reason_length: 'reason',
    disclosure_versions_note_length: 'note'
  };
  if (code === 'facts_wrong') {
    const wrong = wrongFact.safeParse(json(detail ?? ''));
    if (wrong.success) return { [`facts.${wrong.data.field}`]: `errors.facts_${wrong.data.problem}` };
  }
  const field = atField[code];
  return field ? { [field]: `errors.${code}` } : {};
}

const textOf = (data: FormData, name: string): string => {
  const given = data.get(name);
  return typeof given === 'string' ? given : '';
};

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const toDone = ({ url, locals }: RequestEvent, done: Deed): never =>
  redirect(303, `${localise(url.pathname, locals.lang)}?done=${done}`);

const schemaOf = (fields: readonly FactField[], whole: boolean, corrected: boolean) =>
  z.intersection(
    corrected
      ? draft.extend({ reason: reasonOfCorrection.max(500, 'errors.disclosure_versions_reason_length') })
      : draft,
    factsForm(fields, whole)
  );

/** Answers the form of a draft: buttons of its files, what is wrong, what to look at first, or the saved draft. */
export async function write(event: RequestEvent<{ slug: string }>, who: Person, submit: boolean) {
  const { db, t } = event.locals;
  const { slug } = event.params;
  const data = await event.request.formData();
  const found = await desk.read(db, slug);
  const { fields } = catalogueRow.parse(found.catalogue);
  const files = await receive(event, data, who, found.project_id);
  const kept: DraftForm = { id, values: values(data), files };
  if (files.problems.length > 0) return fail(422, { ...kept, errors: {} });
  if (files.again) return kept;

  const input = readForm(data, schemaOf(fields, submit, corrects(found)), id);
  const listed = findings(
    {
      fields,
      facts: readFacts(fields, Object.fromEntries(data)),
      note: textOf(data, 'note'),
      reason: textOf(data, 'reason'),
      documents: files.documents
    },
    t
  );
  const errors = input.ok ? {} : (input.form.errors ?? {});
  if (submit && files.documents.length === 0) errors.documents = 'errors.document_missing';
  if (!input.ok || Object.keys(errors).length > 0) return fail(400, { ...kept, errors, findings: listed });
  const unseen = submit ? unchecked(listed, input.data) : null;
  if (unseen) return fail(422, { ...kept, errors: { checked: unseen }, findings: listed });
  return store(event, { ...input.data, documents: files.documents }, submit, { ...kept, findings: listed });
}

/** Saves, then submits. What was saved stays saved when the second is refused, and the form goes on from there. */
async function store(
  event: RequestEvent<{ slug: string }>,
  content: desk.Draft,
  submit: boolean,
  kept: DraftForm
) {
  const { db } = event.locals;
  const { slug } = event.params;
  let { edits } = content;
  try {
    ({ edits } = await desk.save(db, slug, content));
    if (submit) await desk.advance(db, slug, { act: 'submit', edits });
  } catch (thrown) {
    if (!isHttpError(thrown) || thrown.status >= 500) throw thrown;
    const typed = { ...kept.values, edits: edits === null ? '' : String(edits) };
    if (thrown.body.code === 'disclosure_changed_meanwhile')
      return changedMeanwhile(event, content, { ...kept, values: typed });
    const errors = errorsOf(thrown.body);
    const message = Object.keys(errors ?? {}).length > 0 ? undefined : `errors.${thrown.body.code}`;
    return fail(thrown.status, { ...kept, values: typed, errors, message });
  }
  return toDone(event, submit ? 'submit' : 'save');
}

/** Everything typed stays; what is stored now stands beside it, and saving once more goes on from there. */
async function changedMeanwhile(
  { locals, params }: RequestEvent<{ slug: string }>,
  content: desk.Draft,
  kept: DraftForm
) {
  const found = await desk.read(locals.db, params.slug);
  const now = draftOf(found);
  const typed = { facts: content.facts, note: content.note, documents: kept.files?.documents ?? [] };
  return fail(409, {
    ...kept,
    values: { ...kept.values, edits: now.edits === null ? '' : String(now.edits) },
    errors: {},
    changes: changesOf(now, typed)
  });
}
