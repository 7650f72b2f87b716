import type { Lang } from '#lib/i18n/types.ts';

/** The part of all works under construction that the plan wants in the pilot (part two); null outside the five cities. */
export function participationTarget(division_code: string): number | null {
  if (division_code.startsWith('4201')) return 0.2;
  return ['4206', '4205', '4202', '429004'].some((city) => division_code.startsWith(city)) ? 0.3 : null;
}

export const nameOf = (division: { name: string; name_en: string }, lang: Lang): string =>
  lang === 'zh' ? division.name : division.name_en;

interface Placed {
  division_code: string;
  division: string;
  division_en: string;
  city_code: string | null;
  city: string | null;
  city_en: string | null;
}

/** The district with its city, as addresses begin: 武汉市江岸区; "Jiang'an District, Wuhan". */
export function districtOf(place: Placed, lang: Lang): string {
  const alone = !place.city || place.city_code === place.division_code;
  if (lang === 'zh') return alone ? place.division : `${place.city ?? ''}${place.division}`;
  return alone ? place.division_en : `${place.division_en}, ${place.city_en ?? ''}`;
}

/** The list of projects in a division. */
export function listOf({
  division_code,
  level,
  parent
}: {
  division_code: string;
  level: string;
  parent: { division_code: string } | null;
}): string {
  if (level === 'province') return '/projects';
  if (level === 'county') return `/projects?city=${parent?.division_code ?? ''}&district=${division_code}`;
  return `/projects?city=${division_code}`;
}
