import type { Lang } from '#lib/i18n/types.ts';

const kinds = /(土家族苗族自治州|土家族自治县|自治县|林区|市|区|县)$/;

/** A division's name as a map has room for: 武汉市 → 武汉, but 房县 and 随县 stay. */
export function shortName(name: string, lang: Lang): string {
  if (lang === 'en') return name.split(' ')[0] ?? name;
  const rest = name.replace(kinds, '');
  return rest.length > 1 ? rest : name;
}
