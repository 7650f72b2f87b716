import { fail, isHttpError, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { refusal } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { values, type FormState } from '#lib/ui/form.ts';
import type { Editable } from './edit-schema.ts';
import * as edit from './edit.server.ts';
import { differences, formOf, rowsOf } from './edit.ts';
import { readProject, type ReadContext } from './read-form.ts';

const id = 'project';

/** Which field a refusal of the database is about. */
const fields = {
  permit_no_taken: 'permit_no',
  projects_permit_no_key: 'permit_no',
  project_exists: 'permit_no',
  projects_code_before_permit_key: 'project_code',
  projects_place_in_range: 'lng',
  projects_name_length: 'name',
  division_unknown: 'division_code',
  division_missing: 'division_code',
  outside_jurisdiction: 'division_code'
};

/** Answers the form of a project: more rows, what is wrong, what somebody else changed meanwhile, or the saved one. */
export async function save(event: RequestEvent, kinds: ReadContext['kinds'], project?: Editable) {
  const { db, lang } = event.locals;
  const data = await event.request.formData();
  if (data.get('more') === 'yes') {
    const form: FormState = { id, values: { ...values(data), rows: String(rowsOf(data.get('rows'), true)) } };
    return form;
  }
  const read = readProject(data, await edit.context(db, kinds, lang));
  if (!read.ok) return fail(400, { id, values: values(data), errors: read.errors });
  const version = z.coerce.number().int().catch(0).parse(data.get('version'));
  const stored = project ? { project_id: project.project_id, version } : undefined;
  try {
    const { slug } = await edit.save(db, { facts: read.facts, buildings: read.buildings, stored });
    redirect(303, localise(`/desk/projects/${slug}?saved=${project ? 'changed' : 'new'}`, lang));
  } catch (thrown) {
    if (project && isHttpError(thrown) && thrown.body.code === 'project_changed_meanwhile')
      return changedMeanwhile(event, data, project.slug);
    return refusal(thrown, data, fields, id);
  }
}

/** Everything typed stays; the newer state stands beside it, and saving once more goes on from there. */
async function changedMeanwhile({ locals }: RequestEvent, data: FormData, slug: string) {
  const now = formOf(await edit.read(locals.db, slug));
  const typed = values(data);
  return fail(409, {
    id,
    values: { ...typed, version: now.version },
    errors: {},
    differences: differences(now, typed)
  });
}
