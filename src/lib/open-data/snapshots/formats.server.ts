import type { Dataset } from '#lib/open-data/datasets/index.ts';
import { inBatches, writers } from '#lib/open-data/export/formats.ts';
import type { Row } from './collect.server.ts';
import type { Format } from './schema.ts';

/** Of what is inside, before compression. */
export const mediaTypes: Record<Format, string> = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  geojson: 'application/geo+json'
};

/** Rows as text, written exactly as the download of the same name is. */
export const write = (format: Format, dataset: Dataset, rows: AsyncIterable<Row>): AsyncIterable<string> =>
  writers[format](dataset, inBatches(rows));
