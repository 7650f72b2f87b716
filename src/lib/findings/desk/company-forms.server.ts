import { fail, isHttpError, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { refusal } from '#lib/desk/act.server.ts';
import { findings, unchecked, type Finding } from '#lib/disclosures/desk/findings.ts';
import type { Received } from '#lib/documents/picker.ts';
import { receive } from '#lib/documents/receive.server.ts';
import type { PickedDocument } from '#lib/documents/schema.ts';
import { readForm, values, type FormState } from '#lib/ui/form.ts';
import { atLine, type Deed } from './acts.ts';
import { done, fields } from './bureau-forms.server.ts';
import * as desk from './desk.server.ts';
import { claiming, planning, reply as replying } from './schema.ts';

type Event = RequestEvent<{ slug: string }>;

/** What the form of a company keeps between two tries: files by the group of their picker. */
export interface CompanyForm extends FormState {
  files?: Partial<Record<string, Received>>;
  /** What looks like personal data. */
  findings?: Finding[];
}

interface Looked {
  checked?: 'yes';
  seen: string;
}

type Files = Record<string, desk.Attached[] | undefined>;

interface Job<S extends z.ZodType<Looked>> {
  deed: Deed;
  id: string;
  data: FormData;
  schema: S;
  /** Pickers of the form. */
  groups: readonly string[];
  /** What others will read of it. */
  words: (input: z.output<S>) => string;
  /** What is missing of files. */
  lacking?: (files: Files) => FormState['errors'];
  work: (input: z.output<S>, files: Files) => Promise<void>;
}

const attached = ({ document_id, caption }: PickedDocument): desk.Attached => ({ document_id, caption });

/** Files first, so that nothing that was sent is lost whatever is wrong; then words, then what looks like personal data. */
async function withFiles<S extends z.ZodType<Looked>>(
  event: Event,
  who: Person,
  { deed, id, data, schema, groups, words, lacking, work }: Job<S>
) {
  const { db, t } = event.locals;
  const found = await desk.read(db, event.params.slug);
  const { project_id } = await desk.project(db, found.project.slug);
  const files: Partial<Record<string, Received>> = {};
  const documents: PickedDocument[] = [];
  const given: Files = {};
  for (const group of groups) {
    const received = await receive(event, data, who, project_id, group);
    files[group] = received;
    documents.push(...received.documents);
    given[group] = received.documents.map(attached);
  }
  const all = Object.values(files).flatMap((one) => one ?? []);
  const kept: CompanyForm = { id, values: values(data), files };
  if (all.some(({ problems }) => problems.length > 0)) return fail(422, { ...kept, errors: {} });
  if (all.some(({ again }) => again)) return kept;
  const input = readForm(data, schema, id);
  const errors = { ...(input.ok ? {} : input.form.errors), ...lacking?.(given) };
  if (!input.ok || Object.keys(errors).length > 0) return fail(400, { ...kept, errors });
  const listed = findings({ fields: [], facts: {}, note: words(input.data), documents }, t);
  const unseen = unchecked(listed, input.data);
  if (unseen) return fail(422, { ...kept, errors: { checked: unseen }, findings: listed });
  try {
    await work(input.data, given);
  } catch (thrown) {
    if (!isHttpError(thrown)) throw thrown;
    const refused = refusal(thrown, data, fields, id);
    return fail(refused.status, { ...refused.data, files, findings: listed });
  }
  return done(event, deed);
}

export async function reply(event: Event, who: Person) {
  const { db } = event.locals;
  const { slug } = event.params;
  return withFiles(event, who, {
    deed: 'reply',
    id: 'act-reply',
    data: await event.request.formData(),
    schema: replying,
    groups: ['evidence'],
    words: (input) => input.reply,
    work: ({ stance, reply: said, edits }, { evidence = [] }) =>
      desk.answer(db, slug, { stance, reply: said, edits, documents: evidence })
  });
}

export async function plan(event: Event, who: Person) {
  const { db } = event.locals;
  const { slug } = event.params;
  const data = await event.request.formData();
  return withFiles(event, who, {
    deed: 'plan',
    id: atLine('plan', Number(data.get('position'))),
    data,
    schema: planning,
    groups: ['plan'],
    words: (input) => input.plan,
    work: ({ position, plan: text, fix_by, edits }, files) =>
      desk.plan(db, slug, { position, plan: text, fix_by, edits, documents: files.plan ?? [] })
  });
}

export async function claim(event: Event, who: Person) {
  const { db } = event.locals;
  const { slug } = event.params;
  const data = await event.request.formData();
  return withFiles(event, who, {
    deed: 'claim',
    id: atLine('claim', Number(data.get('position'))),
    data,
    schema: claiming,
    groups: ['before', 'after'],
    words: (input) => input.note,
    lacking: ({ before = [], after = [] }) => ({
      ...(before.length === 0 ? { before: 'findingsDesk.claim.needBefore' } : {}),
      ...(after.length === 0 ? { after: 'findingsDesk.claim.needAfter' } : {})
    }),
    work: ({ position, note, edits }, { before = [], after = [] }) =>
      desk.claim(db, slug, { position, note, edits, before, after })
  });
}
