import { error, redirect } from '@sveltejs/kit';
import { localise } from '#lib/i18n/paths.ts';
import { token as shape } from '#lib/subscriptions/schema.ts';
import * as subscriptions from '#lib/subscriptions/subscriptions.server.ts';
import type { RequestHandler } from './$types';

/** A mail program that knows no one-click, or a person who copied the address of the header: shown what there is to end. */
export const GET: RequestHandler = ({ url, locals }) => {
  const token = encodeURIComponent(url.searchParams.get('token') ?? '');
  redirect(303, `${localise('/subscribe/manage', locals.lang)}?token=${token}`);
};

/**
 * RFC 8058: the mail server of the reader ends the subscription at once, without a cookie, a redirect or a question. It
 * says so in the body, so that nothing that merely posts about ends one. The answer is the same for a link that has
 * ended already: whoever asks wants no more mails, and gets none.
 */
export const POST: RequestHandler = async ({ url, request }) => {
  const token = shape.safeParse(url.searchParams.get('token'));
  const said = await request.formData().catch(() => null);
  if (!token.success || said?.get('List-Unsubscribe') !== 'One-Click')
    error(400, { code: 'invalid', message: 'invalid' });
  await subscriptions.end(token.data);
  return new Response('OK\n', { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
