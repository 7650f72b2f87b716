import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { refusal } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { errors, values, type Message } from '#lib/ui/form.ts';
import { plansBrowsed, projectPlan, type ProjectPlan } from './answers.ts';
import { fieldName } from './plan.ts';
import { line, type Line, type ListQuery } from './schema.ts';

/** The asker's projects by their plans. */
export async function list(db: Client, { filters, page, size }: ListQuery) {
  const answer = await db.rpc('browse_plans', { filters, page_number: page, page_size: size });
  return unwrap(answer, plansBrowsed);
}

/** The proposal and the plan of a project; 404 for those who take no part. */
export async function read(db: Client, slug: string): Promise<ProjectPlan> {
  const found = unwrap(await db.rpc('project_plan', { slug }), projectPlan.nullable());
  return found ?? error(404, { code: 'project_not_found', message: 'project_not_found' });
}

type ReadLines = { ok: true; lines: Line[] } | { ok: false; errors: Record<string, Message> };

/** Every line of the form, for the items that the project owes. */
function readLines(data: FormData, items: readonly string[]): ReadLines {
  const lines: Line[] = [];
  const found: Record<string, Message> = {};
  for (const item of items) {
    const get = (field: string) => data.get(fieldName(item, field)) ?? undefined;
    const read = line.safeParse({
      planned_on: get('planned_on'),
      provider_role: get('provider_role'),
      confirmer_role: get('confirmer_role'),
      channels: data.getAll(fieldName(item, 'channels')),
      leave_out: get('leave_out'),
      left_out_reason: get('left_out_reason')
    });
    if (read.success) lines.push({ item, ...read.data });
    else
      for (const [field, message] of Object.entries(errors(read.error)))
        found[fieldName(item, field)] = message;
  }
  return Object.keys(found).length > 0 ? { ok: false, errors: found } : { ok: true, lines };
}

/** The developer confirms the plan; public at once. */
export async function confirm(event: RequestEvent<{ slug: string }>) {
  const { db, lang } = event.locals;
  const { slug } = event.params;
  const data = await event.request.formData();
  const { proposal } = await read(db, slug);
  const input = readLines(
    data,
    proposal.map(({ item }) => item)
  );
  if (!input.ok) return fail(400, { values: values(data), errors: input.errors });
  const version = z.coerce.number().int().min(1).safeParse(data.get('version'));
  try {
    const answer = await db.rpc('confirm_plan', {
      slug,
      items: input.lines,
      expected_version: version.success ? version.data : null
    });
    unwrap(answer, z.number());
  } catch (thrown) {
    return refusal(thrown, data);
  }
  redirect(303, `${localise(event.url.pathname, lang)}?done=yes`);
}
