import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { act as answer, refusal } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm, values, type FormState } from '#lib/ui/form.ts';
import type { bulk } from '../schema.ts';
import type { BulkResult } from './acts.ts';
import * as desk from './desk.server.ts';
import { bulkForm, filterForm, list, removal } from './schema.ts';

/** What became of each that was ticked. */
export interface BulkForm extends FormState {
  results?: BulkResult[];
}

type Input = z.output<typeof bulkForm>;

function factsOf({ act, reason, bureau, officer, tags }: Input): object {
  switch (act) {
    case 'accept':
      return { text: reason };
    case 'assign':
      return { officer };
    case 'tag':
      return { tags };
    case 'publish':
      return { as: 'stub' };
    case 'investigate':
      return { reason };
    case 'transfer':
      return { bureau, reason };
  }
}

const results = (ticked: Input['pick'], rows: z.infer<typeof bulk>): BulkResult[] =>
  rows.map(({ slug, state, problem }) => ({
    slug,
    number: ticked.find((one) => one.slug === slug)?.number ?? slug,
    state,
    problem
  }));

/** The same step for many: each is done on its own, and told with its problem where it was not. */
export async function many({ request, locals }: RequestEvent) {
  const data = await request.formData();
  const id = 'bulk';
  const input = readForm(data, bulkForm, id);
  if (!input.ok) return fail(400, input.form);
  const { pick: ticked, act } = input.data;
  try {
    const slugs = ticked.map(({ slug }) => slug);
    const told = results(ticked, await desk.advanceMany(locals.db, slugs, act, factsOf(input.data)));
    // those that could not be done stay ticked
    const refused = told.filter(({ problem }) => problem !== null);
    const pick = refused.map(({ slug, number }) => `${slug} ${number}`);
    const form: BulkForm = { id, values: { ...values(data), pick }, results: told };
    return form;
  } catch (thrown) {
    return refusal(thrown, data, {}, id);
  }
}

/** Keeps the filters of the address under a name. */
export async function save({ request, locals, url }: RequestEvent) {
  const query = list.filterSearch(url.searchParams).replace(/^\?/, '');
  return answer(
    await request.formData(),
    filterForm,
    async ({ name }) => {
      await desk.saveFilter(locals.db, name, query);
      return { id: 'saved', saved: true, message: 'complaintDesk.saved.done' };
    },
    { id: 'saved', fields: { complaint_filter_wrong: 'name' } }
  );
}

export async function remove({ request, locals, url }: RequestEvent) {
  return answer(
    await request.formData(),
    removal,
    async ({ id }) => {
      await desk.removeFilter(locals.db, id);
      redirect(303, localise('/desk/complaints', locals.lang) + list.filterSearch(url.searchParams));
    },
    { id: 'saved' }
  );
}
