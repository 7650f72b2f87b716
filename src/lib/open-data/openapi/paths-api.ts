import type { z } from 'zod';
import { mostRows } from '../api/schema.ts';
import { datasetNames, datasets, type Dataset } from '../datasets/index.ts';
import { jsonSchemaOf, rowSchema } from '../datasets/json-schema.ts';
import { licence } from '../licence.ts';
import { inPath, inQuery, number, ok, oneOf, ref, refusals, text } from './parts.ts';
import type { Operation, Parameter, Paths, Schema } from './types.ts';
import { fill, type Words } from './words/index.ts';

const json = 'application/json';

/** Filters as they stand in an address. */
export function filtersOf({ filters }: Dataset, { lang }: Words): Parameter[] {
  return Object.entries(filters).map(([name, schema]) => {
    const { description = '', $schema: _, ...rest } = jsonSchemaOf(schema, lang, 'input');
    return inQuery(name, description, rest);
  });
}

function list(dataset: Dataset, words: Words): Operation {
  const { name, title, past } = dataset;
  const own = [
    inQuery('limit', words.w.param.limit, number(1, mostRows, 100)),
    inQuery('cursor', words.w.param.cursor, text),
    inQuery('count', words.w.param.count, oneOf('0', '1'))
  ];
  const at = past ? [inQuery('at', words.w.param.at, number(0))] : [];
  return {
    operationId: `list_${name}`,
    tags: ['rows'],
    summary: fill(words.w.op.list, { name: title[words.lang] }),
    description: dataset.about[words.lang],
    parameters: [...own, ...at, ...filtersOf(dataset, words)],
    responses: { 200: ok(words.w.answer.page, { [json]: ref(`${name}_page`) }), ...refusals(400) }
  };
}

function one({ name, title, row }: Dataset, words: Words): Operation {
  const columns: Record<string, z.ZodType> = row.shape;
  const { $schema: _, title: called, description, ...shape } = jsonSchemaOf(columns.id ?? row, words.lang);
  return {
    operationId: `read_${name}`,
    tags: ['rows'],
    summary: fill(words.w.op.one, { name: title[words.lang] }),
    parameters: [inPath('id', description ?? called ?? '', shape)],
    responses: {
      200: ok(words.w.answer.record, { [json]: ref(`${name}_record`) }),
      ...refusals(400, 404, 410)
    }
  };
}

export function apiPaths(words: Words): Paths {
  const index: Operation = {
    operationId: 'index',
    tags: ['rows'],
    summary: words.w.op.index,
    responses: { 200: ok(words.w.answer.index, { [json]: ref('index') }), ...refusals(400) }
  };
  const each = datasets.flatMap((dataset): [string, Paths[string]][] => [
    [`/open/api/v1/${dataset.name}`, { get: list(dataset, words) }],
    [`/open/api/v1/${dataset.name}/{id}`, { get: one(dataset, words) }]
  ]);
  return { '/open/api/v1': { get: index }, ...Object.fromEntries(each) };
}

const object = (properties: Record<string, Schema>, optional: string[] = []): Schema => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
  additionalProperties: false
});

/** A row as programs may rely on it: columns may be added, none is taken away or changes its meaning within v1. */
function rowOf(dataset: Dataset, { lang }: Words): Schema {
  const { $schema: _, additionalProperties: __, ...schema } = rowSchema(dataset, lang);
  return schema;
}

function ofDataset(dataset: Dataset, words: Words): [string, Schema][] {
  const { name } = dataset;
  const head = {
    dataset: { const: name },
    seq: { ...number(0), description: words.w.field.seq },
    licence: { const: licence.url }
  };
  const count = { ...number(0), description: words.w.field.count };
  const next: Schema = { type: ['string', 'null'], format: 'uri', description: words.w.field.next };
  const rows: Schema = { type: 'array', maxItems: mostRows, items: ref(name) };
  return [
    [name, rowOf(dataset, words)],
    [`${name}_page`, object({ ...head, count, next, rows }, ['count'])],
    [`${name}_record`, object({ ...head, row: ref(name) })]
  ];
}

export function apiSchemas(words: Words): Record<string, Schema> {
  const uri: Schema = { type: 'string', format: 'uri' };
  const listed = object({
    name: oneOf(...datasetNames),
    title: text,
    about: text,
    rows: uri,
    page: uri,
    filters: { type: 'array', items: text },
    place: { type: 'boolean' },
    past: { type: 'boolean' }
  });
  const index = object({
    title: text,
    version: { const: 'v1' },
    seq: number(0),
    licence: { const: licence.url },
    openapi: uri,
    reference: uri,
    changes: uri,
    datasets: { type: 'array', items: listed }
  });
  return { index, ...Object.fromEntries(datasets.flatMap((dataset) => ofDataset(dataset, words))) };
}
