import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { act as answer } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { myExtract, myExtracts } from './replies.ts';
import { answerForm, extractList, shown } from './schema.ts';

/** What bureaus ask a company to explain: all that it ever learns of a complaint. */
export async function load(db: Client, params: URLSearchParams) {
  const query = extractList.parse(params);
  const answered = await db.rpc('my_extracts', {
    state: query.filters.state ?? null,
    page_number: query.page,
    page_size: query.size
  });
  return { query, found: unwrap(answered, myExtracts) };
}

export async function counts(db: Client): Promise<{ open: number; overdue: number }> {
  const { open, overdue } = unwrap(await db.rpc('my_extracts', { page_size: 1 }), myExtracts);
  return { open, overdue };
}

export async function read(db: Client, slug: string, params: URLSearchParams) {
  const found = unwrap(await db.rpc('my_extract', { slug }), myExtract.nullable());
  const { done = null } = shown.parse(Object.fromEntries(params));
  return {
    extract: found ?? error(404, { code: 'extract_not_found', message: 'extract_not_found' }),
    done
  };
}

export async function explain({ request, locals, params, url }: RequestEvent<{ slug: string }>) {
  return answer(
    await request.formData(),
    answerForm,
    async ({ text }) => {
      unwrap(await locals.db.rpc('answer_extract', { slug: params.slug, text }), z.unknown());
      redirect(303, `${localise(url.pathname, locals.lang)}?done=answer`);
    },
    { id: 'answer', fields: { reason_missing: 'text' } }
  );
}
