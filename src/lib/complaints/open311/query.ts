import { z } from 'zod';
import { Refusal } from './refusal.ts';

/** An empty parameter counts as absent; of several of one name the first counts. */
export function given(entries: Iterable<[string, unknown]>): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of entries)
    if (typeof value === 'string' && value.trim() !== '' && !found.has(name)) found.set(name, value.trim());
  return found;
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const dayMs = 86_400_000;
const most = 90;

/** W3C datetime: a day (in China), or a moment with its offset. */
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?$/)
  // a plus sign that was not encoded comes as a space
  .transform((text) => new Date(text.length === 10 ? `${text}T00:00:00+08:00` : text))
  .refine((date) => !Number.isNaN(date.getTime()));

const whole = (max: number) => z.coerce.number().int().min(1).max(max);

const asked = {
  service_request_id: z
    .string()
    .transform(list)
    .pipe(z.array(z.string().max(40)).min(1).max(100)),
  service_code: z
    .string()
    .transform(list)
    .pipe(z.array(z.string().max(60)).min(1).max(50)),
  start_date: z
    .string()
    .transform((text) => text.replace(' ', '+'))
    .pipe(moment),
  end_date: z
    .string()
    .transform((text) => text.replace(' ', '+'))
    .pipe(moment),
  status: z
    .string()
    .transform(list)
    .pipe(
      z
        .array(z.enum(['open', 'closed']))
        .min(1)
        .max(2)
    ),
  page: whole(100_000),
  page_size: whole(1000),
  extensions: z.enum(['true', 'false'])
};
/** One parameter by its schema; undefined where it was not given. */
export function readOne<S extends z.ZodType>(
  params: ReadonlyMap<string, string>,
  name: string,
  schema: S
): z.output<S> | undefined {
  const value = params.get(name);
  if (value === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal(400, 'complaintOutside.open311.wrong', { name });
  return parsed.data;
}

export const extensions = (params: ReadonlyMap<string, string>): boolean =>
  readOne(params, 'extensions', asked.extensions) === 'true';

/** What `GET requests` asks for, as the database takes it. Throws a refusal for what can't be meant. */
export function readQuery(params: ReadonlyMap<string, string>, known: ReadonlySet<string>) {
  const ids = readOne(params, 'service_request_id', asked.service_request_id);
  const extended = extensions(params);
  // the numbers override whatever else was said
  if (ids) return { ids, extended };
  const services = readOne(params, 'service_code', asked.service_code);
  if (services?.some((code) => !known.has(code)))
    throw new Refusal(404, 'complaintOutside.open311.noService');
  const since = readOne(params, 'start_date', asked.start_date);
  const until = readOne(params, 'end_date', asked.end_date);
  if (since && until) {
    if (until < since) throw new Refusal(400, 'complaintOutside.open311.wrong', { name: 'end_date' });
    if (until.getTime() - since.getTime() > most * dayMs)
      throw new Refusal(400, 'complaintOutside.open311.span', { days: most });
  }
  return {
    services,
    since: since?.toISOString(),
    until: until?.toISOString(),
    statuses: readOne(params, 'status', asked.status),
    page: readOne(params, 'page', asked.page) ?? 1,
    size: readOne(params, 'page_size', asked.page_size) ?? 1000,
    extended
  };
}
