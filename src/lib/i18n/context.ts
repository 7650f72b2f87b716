import { createContext } from 'svelte';
import { formats, type Formats } from './format.ts';
import { localise } from './paths.ts';
import type { Lang, T } from './types.ts';

export interface I18n {
  t: T;
  lang: Lang;
  fmt: Formats;
  /** A path of this site in the reader's language: `href('/projects')`. */
  href: (path: string) => string;
}

const [read, write] = createContext<I18n>();

/** `const { t, lang, href, fmt } = useI18n()`. Safe to destructure: changing language loads the page anew. */
export const useI18n = read;

export function provideI18n(t: T): I18n {
  return write({ t, lang: t.lang, fmt: formats(t), href: (path) => localise(path, t.lang) });
}
