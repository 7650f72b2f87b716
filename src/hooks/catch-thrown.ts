import {
  isHttpError,
  isRedirect,
  type Handle,
  type HttpError,
  type Redirect,
  type RequestEvent
} from '@sveltejs/kit';
import { translator } from '#lib/i18n/index.ts';
import { langOf, languageTags, localise } from '#lib/i18n/paths.ts';
import { log } from '#lib/server/log.ts';
import { isMachineRoute } from './machine-routes.ts';

type Body = Pick<App.Error, 'code' | 'detail'>;

/**
 * What a later handle throws would leave through SvelteKit's last resort, past the headers and the log. Here it becomes an
 * answer like any other: for scripts of our pages in the form that they read, for people a plain page in their language.
 */
export const catchThrown: Handle = async ({ event, resolve }) => {
  try {
    return await resolve(event);
  } catch (thrown) {
    if (isRedirect(thrown)) return redirected(event, thrown);
    if (isHttpError(thrown)) return refused(event, thrown.status, thrown.body);
    const { name, stack, cause } = thrown instanceof Error ? thrown : new Error('not an Error');
    log.error(
      { request: event.locals.requestId, route: event.route.id, name, stack, cause },
      'unexpected error'
    );
    return refused(event, 500, { code: 'internal' });
  }
};

const isAction = (event: RequestEvent) => event.request.headers.has('x-sveltekit-action');

function redirected(event: RequestEvent, { status, location }: Redirect): Response {
  if (event.isDataRequest) return Response.json({ type: 'redirect', location });
  if (isAction(event)) return Response.json({ type: 'redirect', status, location });
  return new Response(null, { status, headers: { location } });
}

function refused(event: RequestEvent, status: HttpError['status'], { code, detail }: Body): Response {
  const { requestId } = event.locals;
  const body: App.Error = { code, message: code, detail, requestId };
  const headers: Record<string, string> = status === 429 && detail ? { 'retry-after': detail } : {};
  if (isAction(event)) return Response.json({ type: 'error', error: body }, { status, headers });
  if (event.isDataRequest || isMachineRoute(event.url.pathname))
    return Response.json(body, { status, headers });
  return new Response(plainPage(event, code), {
    status,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }
  });
}

/** Needs no component, since what failed may be what components need. Every word in it is ours. */
function plainPage(event: RequestEvent, code: string): string {
  const lang = langOf(event.url.pathname);
  const t = translator(lang);
  return `<!doctype html>
<html lang="${languageTags[lang]}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${t('errors.page.title')}</title></head>
<body><main><h1>${t('errors.page.title')}</h1>
<p>${t.of(`errors.${code}`)}</p><p>${t('errors.page.kept')}</p>
<p><a href="${localise('/', lang)}">${t('errors.page.home')}</a></p>
<p>${t('errors.page.reference')}${event.locals.requestId}</p></main></body></html>`;
}
