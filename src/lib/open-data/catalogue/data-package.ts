import type { Dataset } from '#lib/open-data/datasets/dataset.ts';
import { tableSchema } from '#lib/open-data/datasets/table-schema.ts';
import { licence } from '#lib/open-data/licence.ts';
import { modified, type Context } from './context.ts';
import { about } from './keywords.ts';

/** Where the table of a data set lies: an address, or a path beside the description, in folders that are kept. */
export interface Table {
  path: string;
  bytes?: number;
  /** SHA-256 in hex. */
  hash?: string;
}

const licences = [{ name: licence.id, path: licence.url, title: licence.name.en }];

/** Data Package v2 of all data sets as tables. */
export function dataPackage(
  context: Context,
  table: (dataset: Dataset) => Table | null = ({ name }) => ({ path: `${context.origin}/open/${name}.csv` })
) {
  const tables = context.datasets.flatMap((dataset) => {
    const found = table(dataset);
    return found ? [{ dataset, table: found }] : [];
  });
  const created = modified(context);
  const { publisher, origin } = context;
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'sunlit-open-data',
    id: `${origin}/open/datapackage.json`,
    title: '阳光工地公开数据',
    titleEn: 'Sunlit open data',
    description: '湖北省住宅工程质量信息公示的全部公开数据。',
    descriptionEn: 'All public data about the quality of residential construction in Hubei.',
    homepage: `${origin}/open`,
    version: `0.0.${String(context.head.seq)}`,
    ...(created && { created }),
    keywords: about('').words.zh,
    licenses: licences,
    contributors: [
      {
        title: publisher.name.zh,
        path: `${origin}/`,
        roles: ['publisher'],
        ...(publisher.mail && { email: publisher.mail })
      }
    ],
    resources: tables.map(({ dataset, table: found }) => resource(dataset, found, origin))
  };
}

function resource(dataset: Dataset, { path, bytes, hash }: Table, origin: string) {
  return {
    name: dataset.name,
    type: 'table',
    path,
    title: dataset.title.zh,
    titleEn: dataset.title.en,
    description: dataset.about.zh,
    descriptionEn: dataset.about.en,
    homepage: `${origin}/open/${dataset.name}`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    ...(bytes !== undefined && { bytes }),
    ...(hash && { hash: `sha256:${hash}` }),
    licenses: licences,
    dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
    schema: tableSchema(dataset)
  };
}
