import type { Lang } from '#lib/i18n/types.ts';
import en from './en.ts';
import zh from './zh.ts';

const both = { zh, en } satisfies Record<Lang, unknown>;

/** The words of the document in one language. */
export interface Words {
  lang: Lang;
  w: typeof zh | typeof en;
}
export const wordsIn = (lang: Lang): Words => ({ lang, w: both[lang] });

/** `{{name}}` in a text becomes its value. */
export const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
