import { load as words } from '#lib/i18n/load.ts';
import { langOf } from '#lib/i18n/paths.ts';
import type { LayoutLoad } from './$types';

/** Universal, so that the browser fetches the words of one language only. */
export const load: LayoutLoad = async ({ url, data }) => {
  const lang = langOf(url.pathname);
  return { ...data, lang, t: await words(lang) };
};
