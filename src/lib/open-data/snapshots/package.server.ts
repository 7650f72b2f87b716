import { datasetOf } from '#lib/open-data/datasets/index.ts';
import { tableSchema } from '#lib/open-data/datasets/table-schema.ts';
import { licence } from '#lib/open-data/licence.ts';
import { translator } from '#lib/i18n/index.ts';
import { nameOf, type SnapshotFile } from './schema.ts';

interface Facts {
  day: string;
  edition: number;
  seq: number;
}

/** `datapackage.json` (Data Package v2): what each file is, its columns in words, its size and hash. */
export function describe(
  facts: Facts,
  files: SnapshotFile[],
  { made, origin }: { made: string; origin: string }
): string {
  const name = nameOf(facts);
  const zh = translator('zh');
  const told = { day: facts.day, seq: String(facts.seq) };
  const resources = files.flatMap(({ name: path, dataset, format, bytes, sha256, media_type }) => {
    const of = dataset === undefined ? undefined : datasetOf(dataset);
    return [
      {
        name: path.replace(/\.gz$/, '').replace(/[^a-z0-9]+/g, '-'),
        path,
        mediatype: media_type,
        format,
        compression: 'gz',
        encoding: 'utf-8',
        bytes,
        hash: `sha256:${sha256}`,
        ...(of && {
          title: of.title.zh,
          title_en: of.title.en,
          description: of.about.zh,
          description_en: of.about.en
        }),
        // only a table has one
        ...(of && format === 'csv' && { type: 'table', schema: tableSchema(of) })
      }
    ];
  });
  const descriptor = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `sunlit-${name.replaceAll('.', '-')}`,
    id: `${origin}/open/snapshots/${name}`,
    title: zh('openSnapshots.package', told),
    title_en: translator('en')('openSnapshots.package', told),
    homepage: `${origin}/open/snapshots/${name}`,
    version: name,
    created: made,
    licenses: [{ name: licence.id, path: licence.url, title: licence.name.en }],
    sources: [{ title: zh('common.site'), path: origin }],
    resources
  };
  return `${JSON.stringify(descriptor, null, 2)}\n`;
}
