import en from './en/index.ts';
import { make } from './translator.ts';
import zh from './zh/index.ts';
import type { Lang, T } from './types.ts';

export type { Lang, T } from './types.ts';
export { langOf, localise, otherLanguage, unlocalised } from './paths.ts';

const made: Partial<Record<Lang, T>> = {};

/**
 * Words for server code: mails, feeds, errors, the operator's commands. Holds both languages, so no component may
 * import it; those use `useI18n()`.
 */
export function translator(lang: Lang): T {
  return (made[lang] ??= make(lang, lang === 'zh' ? zh : en));
}
