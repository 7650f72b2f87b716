import type { Lang } from './types.ts';

/** Chinese is at `/…`, English at `/en/…`: the path alone decides, so that one address has one set of bytes. */
export const languageTags: Record<Lang, 'zh-CN' | 'en'> = { zh: 'zh-CN', en: 'en' };

const english = /^\/en(?=\/|$|[?#])/;

export const langOf = (pathname: string): Lang => (english.test(pathname) ? 'en' : 'zh');

/** The path of the route, without the language. */
export function unlocalised(pathname: string): string {
  const rest = pathname.replace(english, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** `/projects?q=a` → `/en/projects?q=a`. Twice is the same as once; other hosts, `#…` and `?…` stay as they are. */
export function localise(href: string, lang: Lang): string {
  if (!href.startsWith('/') || href.startsWith('//')) return href;
  const path = unlocalised(href);
  if (lang === 'zh') return path;
  return path === '/' ? '/en' : `/en${path}`.replace(/^\/en\/(?=[?#])/, '/en');
}

/** The same page in the other language, with its filters. */
export function otherLanguage(url: { pathname: string; search: string }): { lang: Lang; href: string } {
  const lang = langOf(url.pathname) === 'zh' ? 'en' : 'zh';
  return { lang, href: localise(url.pathname, lang) + url.search };
}
