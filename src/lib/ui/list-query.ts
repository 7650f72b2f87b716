import { z } from 'zod';
import { asSearch, sizes } from './list-links.ts';

const last = (value: unknown): unknown => (Array.isArray(value) ? value.at(-1) : value);
const blank = (value: unknown): unknown => (value === '' ? undefined : value);

/** One value of a filter. A wrong or empty one counts as not given: an old link should show a list, not an error. */
export const pick = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => blank(last(value)), schema.optional()).catch(undefined);

/** Several values of a filter (`?stage=a&stage=b`). */
export const several = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    (value) => (value === undefined ? [] : [value].flat().filter((v) => schema.safeParse(v).success)),
    z.array(schema)
  );

/** Words to search for. */
export const words = (max = 100) => pick(z.string().trim().min(1).max(max));

/** A filter that is on or absent. */
export const flag = () => pick(z.literal('yes').transform(() => true));

function gather(params: URLSearchParams): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    const [first = ''] = values;
    found[name] = values.length > 1 ? values : first;
  }
  return found;
}

/**
 * What a list reads from its address. `sorts` are tokens such as `name` or `-registered`; the first is the default.
 * `parse` never fails.
 */
export function listQuery<F extends z.ZodRawShape, const S extends readonly [string, ...string[]]>(options: {
  filters: F;
  sorts: S;
}) {
  const filters = z.object(options.filters);
  const [firstSort] = options.sorts;
  const frame = z.object({
    page: pick(z.coerce.number().int().min(1).max(100_000)),
    size: pick(z.coerce.number().pipe(z.literal(sizes))),
    sort: pick(z.enum(options.sorts))
  });
  const names = Object.keys(options.filters);

  function parse(params: URLSearchParams) {
    const given = gather(params);
    const { page = 1, size = sizes[0], sort = firstSort } = frame.parse(given);
    return { page, size, sort, from: (page - 1) * size, to: page * size - 1, filters: filters.parse(given) };
  }

  /** The filters alone, in one order, for feeds and downloads of exactly this list: `?city=420100&stage=permitting`. */
  function filterSearch(params: URLSearchParams): string {
    const kept = new URLSearchParams();
    for (const name of names) {
      const values = params.getAll(name).filter((value) => filters.shape[name] && value !== '');
      for (const value of values) kept.append(name, value);
    }
    return asSearch(kept);
  }

  return { parse, filterSearch, names, sorts: options.sorts };
}
