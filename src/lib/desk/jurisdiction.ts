import type { Person } from '#lib/accounts/person.ts';
import type { Lang } from '#lib/i18n/types.ts';

export interface Division {
  division_code: string;
  name: string;
  name_en: string;
  level: 'province' | 'prefecture' | 'county_direct' | 'county';
  parent_code: string | null;
}

/** What the codes of all divisions inside share: 420000 → 42, 420100 → 4201. */
const prefix = (code: string) => code.replace(/^(\d\d)0000$/, '$1').replace(/^(\d{4})00$/, '$1');

export const isWithin = (code: string, outer: string): boolean => code.startsWith(prefix(outer));

/** The divisions of the bureaus that the person is an officer of, the first one first. */
export const jurisdictions = (who: Person): string[] => [
  ...new Set(
    who.memberships.flatMap(({ role, division_code }) =>
      role === 'officer' && division_code ? [division_code] : []
    )
  )
];

export function oversees(who: Person, code: string): boolean {
  return jurisdictions(who).some((outer) => isWithin(code, outer));
}

export interface Group {
  label: string;
  options: { value: string; label: string }[];
}

const nameIn = (lang: Lang) => (division: Division) => (lang === 'zh' ? division.name : division.name_en);

/** Counties under their cities, as a select shows them. `whole` offers the city and the province themselves too. */
export function grouped(divisions: readonly Division[], lang: Lang, whole = false): Group[] {
  const nameOf = nameIn(lang);
  const option = (division: Division) => ({ value: division.division_code, label: nameOf(division) });
  const cities = divisions.filter(({ level }) => level === 'prefecture');
  const province = divisions.filter(({ level }) => level === 'province');
  const alone = divisions.filter(({ level }) => level === 'county_direct');
  const inside = (city: Division) => divisions.filter((one) => one.parent_code === city.division_code);
  const known = new Set(cities.map(({ division_code }) => division_code));
  const orphans = divisions.filter(
    ({ level, parent_code }) => level === 'county' && !known.has(parent_code ?? '')
  );
  const rest = [...(whole ? province : []), ...alone, ...orphans];
  return [
    ...(rest.length > 0 ? [{ label: '', options: rest.map(option) }] : []),
    ...cities.map((city) => ({
      label: nameOf(city),
      options: [...(whole ? [option(city)] : []), ...inside(city).map(option)]
    }))
  ].filter(({ options }) => options.length > 0);
}
