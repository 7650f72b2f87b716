import { createInstance, type Resource } from 'i18next';
import type { Key, Lang, T } from './types.ts';

interface Dictionary {
  readonly [key: string]: string | Dictionary;
}

/** Made from one dictionary, so that a browser carries one language only. */
export function make(lang: Lang, dictionary: Dictionary): T {
  const resources: Resource = { [lang]: { translation: dictionary } };
  const engine = createInstance();
  void engine.init({
    lng: lang,
    fallbackLng: false,
    resources,
    initAsync: false,
    // Svelte escapes on output; escaping here as well would show &amp; to people.
    interpolation: { escapeValue: false }
  });
  // Asked of the store, since `exists` is also true for a whole group of keys.
  const has = (key: string): key is Key =>
    [key, `${key}_other`].some((k) => typeof engine.getResource(lang, 'translation', k) === 'string');
  // a page asks for the same words a thousand times
  const plain = new Map<string, string>();
  const say = (key: string, values?: Record<string, string | number>): string => {
    if (values) return engine.t(key, values);
    const known = plain.get(key);
    if (known !== undefined) return known;
    const text = engine.t(key);
    // what no dictionary has may come from anywhere, and would be kept for good
    if (has(key)) plain.set(key, text);
    return text;
  };
  // Codes of the database come bare: `permit_taken` is `errors.permit_taken`.
  const find = (key: string): string | undefined => [key, `errors.${key}`].find(has);
  const t: Pick<T, 'lang' | 'has' | 'of'> = {
    lang,
    has,
    of: (key, values, otherwise = 'errors.unexpected') => say(find(key) ?? otherwise, values)
  };
  return Object.assign(say, t);
}
