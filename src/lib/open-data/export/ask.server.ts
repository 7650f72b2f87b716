import { error } from '@sveltejs/kit';
import { readFilters } from '../datasets/ask.ts';
import { datasetOf, type Dataset } from '../datasets/index.ts';
import { wrong } from '../query.ts';
import { formatsOf, type Variant } from './formats.ts';

/** What an address asks for, with everything that is wrong told in words. */
export interface Question {
  dataset: Dataset;
  variant: Variant;
  filters: Record<string, unknown>;
  at: number | null;
  /** Parameters beside the format, in one order. */
  search: string;
}

function refuse(status: 400 | 404, code: string, detail?: string): never {
  error(status, { code, message: code, ...(detail !== undefined && { detail }) });
}

function filtersIn(dataset: Dataset, params: URLSearchParams) {
  const asked = readFilters(dataset, params, ['for', 'at']);
  if (asked.ok) return asked;
  const [first] = asked.wrong;
  const name = first?.parameter ?? '';
  if (first?.problem === 'unknown') wrong('open_parameter_unknown', name);
  if (first?.problem === 'repeated') refuse(400, 'open_parameter_repeated', name.slice(0, 60));
  if (first?.problem === 'outside') refuse(400, 'open_district_outside', first.value);
  wrong('open_parameter_wrong', name);
}

function atIn({ past }: Dataset, params: URLSearchParams): number | null {
  const given = params.getAll('at').filter((value) => value !== '');
  const [value, ...more] = given;
  if (value === undefined) return null;
  if (!past) refuse(400, 'open_at_unknown');
  if (more.length > 0 || !/^\d{1,15}$/.test(value)) wrong('open_parameter_wrong', 'at');
  return Number(value);
}

function variantIn(dataset: Dataset, ending: string, params: URLSearchParams): Variant {
  const format = formatsOf(dataset).find((one) => one === ending);
  if (!format) refuse(404, 'open_format_missing');
  const [wish, ...more] = params.getAll('for').filter((value) => value !== '');
  if (wish === undefined) return format;
  if (wish !== 'excel' || more.length > 0) wrong('open_parameter_wrong', 'for');
  if (format !== 'csv') refuse(400, 'open_excel_csv_only');
  return 'excel';
}

/** Reads the address of an export; throws 404 for what there is not, 400 for a parameter that says nothing. */
export function readQuestion(name: string, ending: string, params: URLSearchParams): Question {
  const dataset = datasetOf(name);
  if (!dataset) refuse(404, 'unknown_dataset');
  const variant = variantIn(dataset, ending, params);
  const { filters, search } = filtersIn(dataset, params);
  const at = atIn(dataset, params);
  if (at !== null && ('q' in filters || 'organization' in filters)) refuse(400, 'filter_not_of_past');
  return { dataset, variant, filters, at, search };
}
