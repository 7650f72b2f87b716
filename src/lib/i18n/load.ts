import { make } from './translator.ts';
import type { Lang, T } from './types.ts';

const made: Partial<Record<Lang, T>> = {};

/** Words for pages: each language is a file of its own, and a browser fetches only the one it shows. */
export async function load(lang: Lang): Promise<T> {
  const known = made[lang];
  if (known) return known;
  const { default: dictionary } =
    lang === 'zh' ? await import('./zh/index.ts') : await import('./en/index.ts');
  return (made[lang] = make(lang, dictionary));
}
