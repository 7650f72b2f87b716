import type { Dataset } from './dataset.ts';

/** What is wrong with a parameter of the address. */
export interface WrongParameter {
  parameter: string;
  /** `unknown`: there is no such parameter; `repeated`: given more than once; `invalid`: not a value it takes; `outside`: a district outside the city. */
  problem: 'unknown' | 'repeated' | 'invalid' | 'outside';
  value: string;
}
export type Asked =
  | { ok: true; filters: Record<string, unknown>; search: string }
  | { ok: false; wrong: WrongParameter[] };

/** A city or district narrows by where a row lies, as on the pages; the more exact one wins. */
function whereOf({ city, district, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const division = district ?? city;
  return division === undefined ? rest : { ...rest, division };
}

function isOutside({ city, district }: Record<string, unknown>): boolean {
  if (typeof city !== 'string' || typeof district !== 'string') return false;
  return !district.startsWith(city.replace(/(00)+$/, ''));
}

function look(dataset: Dataset, params: URLSearchParams, also: readonly string[]) {
  const wrong: WrongParameter[] = [];
  const read: Record<string, unknown> = {};
  const kept = new URLSearchParams();
  for (const name of [...new Set(params.keys())].sort()) {
    if (also.includes(name)) continue;
    const [value = '', ...more] = params.getAll(name);
    const schema = Object.hasOwn(dataset.filters, name) ? dataset.filters[name] : undefined;
    const parsed = schema?.safeParse(value);
    const clip = value.slice(0, 80);
    if (!parsed) wrong.push({ parameter: name, problem: 'unknown', value: clip });
    else if (more.length > 0) wrong.push({ parameter: name, problem: 'repeated', value: clip });
    // an empty field of a form is no filter
    else if (value === '') continue;
    else if (!parsed.success) wrong.push({ parameter: name, problem: 'invalid', value: clip });
    else {
      read[name] = parsed.data;
      kept.append(name, value);
    }
  }
  return { wrong, read, kept };
}

/**
 * What an address asks of a data set: the filters as the database takes them, and the same as an address in one order.
 * Other than pages, which show a list rather than an error, machines are told what is wrong: a filter that does not
 * count would hand out the wrong rows. `also` names the parameters that are no filters.
 */
export function readFilters(dataset: Dataset, params: URLSearchParams, also: readonly string[] = []): Asked {
  const { wrong, read, kept } = look(dataset, params, also);
  if (isOutside(read))
    wrong.push({ parameter: 'district', problem: 'outside', value: String(read.district) });
  if (wrong.length > 0) return { ok: false, wrong };
  return { ok: true, filters: whereOf(read), search: kept.size > 0 ? `?${kept}` : '' };
}
