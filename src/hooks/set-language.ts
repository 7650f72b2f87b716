import type { Handle } from '@sveltejs/kit';
import { translator } from '#lib/i18n/index.ts';
import { langOf, languageTags } from '#lib/i18n/paths.ts';

/** The language stands in the path: Chinese at /…, English at /en/…. */
export const setLanguage: Handle = ({ event, resolve }) => {
  event.locals.lang = langOf(event.url.pathname);
  event.locals.t = translator(event.locals.lang);
  const tag = languageTags[event.locals.lang];
  return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', tag) });
};
