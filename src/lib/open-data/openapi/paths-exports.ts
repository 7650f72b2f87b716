import { datasets, type Dataset } from '../datasets/index.ts';
import { inQuery, number, ok, oneOf, ref, refusals, text } from './parts.ts';
import { filtersOf } from './paths-api.ts';
import type { Operation, Paths, Schema } from './types.ts';
import { fill, type Words } from './words/index.ts';

const point: Schema = {
  type: 'object',
  required: ['type', 'coordinates'],
  properties: {
    type: { const: 'Point' },
    coordinates: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 }
  }
};

/** RFC 7946, with the row as properties. */
const features = (name: string): Schema => ({
  type: 'object',
  required: ['type', 'features'],
  properties: {
    type: { const: 'FeatureCollection' },
    features: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'id', 'geometry', 'properties'],
        properties: {
          type: { const: 'Feature' },
          id: text,
          geometry: { anyOf: [point, { type: 'null' }] },
          properties: ref(name)
        }
      }
    }
  }
});

const shapes: Record<string, (name: string) => Schema> = {
  csv: () => text,
  json: (name) => ({ type: 'array', items: ref(name) }),
  ndjson: () => text,
  geojson: features
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
      200: ok(words.w.answer.export, {
        [mediaTypes[format] ?? 'text/plain']: shapes[format]?.(name) ?? text
      }),
      ...refusals(400, 503)
    }
  };
}

/** Each data set whole, in each format that it has. */
export const exportPaths = (words: Words): Paths =>
  Object.fromEntries(
    datasets.flatMap((dataset) =>
      Object.keys(shapes)
        .filter((format) => format !== 'geojson' || dataset.place)
        .map((format) => [`/open/${dataset.name}.${format}`, { get: whole(dataset, format, words) }])
    )
  );
