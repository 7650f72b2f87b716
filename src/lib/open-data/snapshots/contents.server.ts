import { datasets, type Dataset } from '#lib/open-data/datasets/index.ts';
import { licence } from '#lib/open-data/licence.ts';
import { siteOrigin } from '#lib/server/config.ts';
import type { Hub } from '#lib/server/hub.ts';
import type { Row } from './collect.server.ts';
import * as folders from './folder.server.ts';
import * as log from './log.server.ts';
import { describe } from './package.server.ts';
import { entriesName, manifestName, sumsName } from './names.ts';
import { readme } from './readme.ts';
import type { Format, LeftOut, Manifest, SnapshotFile } from './schema.ts';
import { mediaTypes, write as writeRows } from './formats.server.ts';

export interface Source {
  day: string;
  edition: number;
  seq: number;
  rows: (dataset: string) => AsyncIterable<Row>;
}

const formatsOf = ({ place }: Dataset): Format[] =>
  place ? ['ndjson', 'csv', 'geojson'] : ['ndjson', 'csv'];

/** The files of one data set: the same rows in each form. */
export async function dumps(
  folder: string,
  dataset: Dataset,
  rows: () => AsyncIterable<Row>,
  signal: AbortSignal
): Promise<SnapshotFile[]> {
  const files: SnapshotFile[] = [];
  for (const format of formatsOf(dataset)) {
    let count = 0;
    const counted = async function* () {
      for await (const row of rows()) {
        signal.throwIfAborted();
        count += 1;
        yield row;
      }
    };
    const name = `${dataset.name}.${format}.gz`;
    const written = await folders.write(folder, name, writeRows(format, dataset, counted()));
    files.push({
      name,
      dataset: dataset.name,
      format,
      rows: count,
      ...written,
      media_type: mediaTypes[format]
    });
  }
  return files;
}

/** The entries of the journal up to the snapshot's, as the log's leaves, and the last of them. */
export async function entries(folder: string, lines: AsyncIterable<string>) {
  let rows = 0;
  let last = '';
  const counted = async function* () {
    for await (const line of lines) {
      rows += 1;
      last = line;
      yield line.endsWith('\n') ? line : `${line}\n`;
    }
  };
  const written = await folders.write(folder, entriesName, counted());
  const file: SnapshotFile = { name: entriesName, rows, ...written, media_type: mediaTypes.ndjson };
  return { file, last: log.leafOf(last) };
}

export type Facts = Pick<Manifest, 'day' | 'edition' | 'seq' | 'replaces' | 'left_out'> & {
  leaf: Pick<Manifest, 'leaf_hash' | 'recorded_at'>;
};

/** What tells of the dumps: checkpoint, key, descriptions, manifest and sums. */
export async function texts(hub: Hub, folder: string, facts: Facts, dumped: SnapshotFile[]) {
  const text = async (name: string, body: string, media_type: string): Promise<SnapshotFile> => ({
    name,
    ...(await folders.write(folder, name, [body])),
    media_type
  });
  const { leaf, ...rest } = facts;
  const made = new Date().toISOString();
  const origin = siteOrigin(hub.config);
  const sealed = await log.sealed(hub, facts.seq);
  const plain = 'text/plain; charset=utf-8';
  const files = [
    ...dumped,
    await text('checkpoint', sealed.note, plain),
    await text('log-key.json', sealed.key, 'application/json'),
    await text('datapackage.json', describe(rest, dumped, { made, origin }), 'application/json'),
    await text('README.md', readme('en', rest, origin), 'text/markdown; charset=utf-8'),
    await text('README.zh-CN.md', readme('zh', rest, origin), 'text/markdown; charset=utf-8')
  ];
  const manifest: Manifest = {
    format: 'sunlit-snapshot/1',
    ...rest,
    leaf_hash: leaf.leaf_hash,
    recorded_at: leaf.recorded_at,
    made_at: made,
    hub: origin,
    licence: licence.url,
    log: { size: sealed.size, root: sealed.root },
    files
  };
  const last = await text(manifestName, `${JSON.stringify(manifest, null, 2)}\n`, 'application/json');
  const sums = [...files, last].map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  await folders.write(folder, sumsName, sums);
  return { manifest, sum: last.sha256 };
}

/** Everything of a new snapshot. */
export async function contents(
  hub: Hub,
  folder: string,
  source: Source,
  signal: AbortSignal,
  say: (what: string) => void
) {
  const { rows, ...rest } = source;
  const files: SnapshotFile[] = [];
  for (const dataset of datasets) {
    say(dataset.name);
    files.push(...(await dumps(folder, dataset, () => rows(dataset.name), signal)));
  }
  const told = await entries(folder, log.lines(hub, source.seq));
  const left_out: LeftOut[] = [];
  return texts(hub, folder, { ...rest, leaf: told.last, replaces: null, left_out }, [...files, told.file]);
}
