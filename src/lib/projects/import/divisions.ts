import type { ImportDivision } from '#lib/projects/import/schema.ts';
import type { Cell } from '#lib/projects/import/messages.ts';

export interface DivisionIndex {
  byCode: ReadonlyMap<string, ImportDivision>;
  byName: ReadonlyMap<string, ImportDivision[]>;
}

const KIND = /(土家族苗族自治州|土家族自治县|自治州|自治县|地区|林区|新区|市|区|县)$/;

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s·]/g, '')
    .replace(/^湖北省?(?=.)/, '');
}

/** The name as written, without its kind if enough is left to know it by (房县 stays 房县), and 恩施州, 长阳县. */
function namesOf(written: string): string[] {
  const name = plain(written);
  const bare = name.replace(KIND, '');
  if (bare === name || bare.length < 2) return [name];
  return /自治[州县]$/.test(name) ? [name, bare, bare + name.slice(-1)] : [name, bare];
}

export function indexDivisions(divisions: readonly ImportDivision[]): DivisionIndex {
  const byName = new Map<string, ImportDivision[]>();
  for (const division of divisions) {
    for (const name of namesOf(division.name)) byName.set(name, [...(byName.get(name) ?? []), division]);
  }
  return { byCode: new Map(divisions.map((division) => [division.code, division])), byName };
}

function isWithin(inner: ImportDivision, outer: ImportDivision): boolean {
  return inner.code === outer.code || inner.parent_code === outer.code;
}

export function byCode(index: DivisionIndex, code: string): Cell<ImportDivision> {
  const found = index.byCode.get(code.normalize('NFKC'));
  if (found === undefined) return { ok: false, code: 'division_unknown' };
  return found.level === 'province' ? { ok: false, code: 'division_province' } : { ok: true, value: found };
}

/** A district by its name, also written as 武汉市江岸区 or as a code, and within the city when one is given. */
export function byNames(
  index: DivisionIndex,
  city: string | null,
  district: string | null
): Cell<ImportDivision> {
  // 省直辖 stands where a county under the province has no city.
  const inCity = city === null || city.startsWith('省直') ? null : lookUp(index, city, isCity);
  if (inCity !== null && !inCity.ok) return inCity;
  if (district === null) return inCity ?? { ok: false, code: 'required' };
  if (/^\d{6}$/.test(district)) return byCode(index, district);
  const outer = inCity?.value ?? null;
  const found = lookUp(
    index,
    district,
    (one) => outer !== null && isWithin(one, outer) && one.level !== 'prefecture'
  );
  if (!found.ok || outer === null || isWithin(found.value, outer)) return found;
  const parent = index.byCode.get(found.value.parent_code ?? '')?.name ?? found.value.name;
  return { ok: false, code: 'division_not_in_city', detail: parent };
}

function isCity(division: ImportDivision): boolean {
  return division.level === 'prefecture' || division.level === 'county-direct';
}

/** The one division a name means. Where it means several (荆州: the city and a district of it) the preferred count. */
function lookUp(
  index: DivisionIndex,
  written: string,
  preferred: (division: ImportDivision) => boolean
): Cell<ImportDivision> {
  const name = plain(written);
  const candidates = index.byName.get(name) ?? afterCity(index, name);
  const narrowed = candidates.filter(preferred);
  const lower = candidates.filter((one) => one.level !== 'prefecture');
  const [only] = [narrowed, candidates, lower].filter((list) => list.length === 1);
  const found = only?.[0];
  if (found === undefined) return { ok: false, code: 'division_unknown' };
  return found.level === 'province' ? { ok: false, code: 'division_province' } : { ok: true, value: found };
}

/** 武汉市江岸区 → the 江岸区 of 武汉市. */
function afterCity(index: DivisionIndex, name: string): ImportDivision[] {
  for (let length = name.length - 2; length >= 2; length -= 1) {
    const cities = index.byName.get(name.slice(0, length)) ?? [];
    const inside = (index.byName.get(name.slice(length)) ?? []).filter((one) =>
      cities.some((city) => isWithin(one, city))
    );
    if (inside.length > 0) return inside;
  }
  return [];
}

/** A city's bureau gives permits for its districts too, so the city's own code agrees with each of them. */
export function permitAgrees(permitNo: string, division: ImportDivision): boolean {
  const issued = permitNo.slice(0, 6);
  return (
    issued === division.code || issued === division.parent_code || division.code === `${issued.slice(0, 4)}00`
  );
}
