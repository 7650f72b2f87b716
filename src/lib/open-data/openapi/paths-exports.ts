import { datasets, type Dataset } from '../datasets/index.ts';
import { inQuery, number, ok, oneOf, refusals, text } from './parts.ts';
import { filtersOf } from './paths-api.ts';
import type { Operation, Paths, Schema } from './types.ts';
import { fill, type Words } from './words/index.ts';

const types: Record<string, Schema> = {
  csv: { type: 'string' },
  json: { type: ['object', 'array'] },
  ndjson: { type: 'string' },
  geojson: {
    type: 'object',
    required: ['type', 'features'],
    properties: { type: { const: 'FeatureCollection' }, features: { type: 'array' } }
  }
};
const mediaTypes: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  geojson: 'application/geo+json'
};

function whole(dataset: Dataset, format: string, words: Words): Operation {
  const { name, title, past } = dataset;
  const excel = inQuery('for', words.w.param.excel, oneOf('excel'));
  const at = inQuery('at', words.w.param.at, number(0));
  return {
    operationId: `export_${name}_${format}`,
    tags: ['exports'],
    summary: fill(words.w.op.export, { name: title[words.lang], format: format.toUpperCase() }),
    parameters: [...(format === 'csv' ? [excel] : []), ...(past ? [at] : []), ...filtersOf(dataset, words)],
    responses: {
      200: ok(words.w.answer.export, { [mediaTypes[format] ?? 'text/plain']: types[format] ?? text }),
      ...refusals(400)
    }
  };
}

/** Each data set whole, in each format that it has. */
export const exportPaths = (words: Words): Paths =>
  Object.fromEntries(
    datasets.flatMap((dataset) =>
      Object.keys(types)
        .filter((format) => format !== 'geojson' || dataset.place)
        .map((format) => [`/open/${dataset.name}.${format}`, { get: whole(dataset, format, words) }])
    )
  );
