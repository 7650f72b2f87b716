import { createHash } from 'node:crypto';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { tableSchema } from '#lib/open-data/datasets/table-schema.ts';
import { inBatches, writers, type Row } from '#lib/open-data/export/formats.ts';
import { translator } from '#lib/i18n/index.ts';
import { licence } from '#lib/open-data/licence.ts';
import { siteOrigin } from '#lib/server/config.ts';
import type { Hub } from '#lib/server/hub.ts';
import { documentsOf, type KitFile } from './documents.ts';
import { page } from './page.server.ts';
import { prove } from './proofs.server.ts';
import { mostEntries, type KitRows } from './read.server.ts';

/** A part of the archive that is made in memory; documents come from where they are kept. */
export interface Part {
  name: string;
  bytes: Buffer;
}

const text = async (pieces: AsyncIterable<string>): Promise<string> => {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
};

const part = (name: string, body: string): Part => ({ name, bytes: Buffer.from(body) });
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const sum = ({ bytes }: Part) => createHash('sha256').update(bytes).digest('hex');

/** Rows of all data sets as JSON and CSV, exactly as the downloads are written. */
async function tables(rows: KitRows['rows']): Promise<Part[]> {
  const parts: Part[] = [];
  for (const dataset of datasets) {
    const columns = Object.keys(dataset.row.shape);
    const found: Row[] = (rows[dataset.name] ?? []).map((row) =>
      Object.fromEntries(columns.map((column) => [column, row[column]]))
    );
    for (const format of ['json', 'csv'] as const)
      parts.push(
        part(`data/${dataset.name}.${format}`, await text(writers[format](dataset, inBatches(found))))
      );
  }
  return parts;
}

interface Facts {
  slug: string;
  name: string;
  seq: number;
  made: string;
  origin: string;
}

function describe({ slug, name, seq, made, origin }: Facts, parts: Part[], documents: KitFile[]): Part {
  const told = { name, seq: String(seq) };
  const tabular = datasets.flatMap((dataset) => {
    const path = `data/${dataset.name}.csv`;
    const found = parts.find((one) => one.name === path);
    if (!found) return [];
    return {
      ...{ name: dataset.name, path, type: 'table', format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
      ...{ title: dataset.title.zh, title_en: dataset.title.en },
      ...{ description: dataset.about.zh, description_en: dataset.about.en },
      ...{ bytes: found.bytes.length, hash: `sha256:${sum(found)}`, schema: tableSchema(dataset) }
    };
  });
  const files = documents.flatMap(({ file, sha256, bytes, names }) =>
    file
      ? [
          {
            name: `document-${sha256.slice(0, 16)}`,
            path: file,
            title: names.join(', '),
            bytes,
            hash: `sha256:${sha256}`
          }
        ]
      : []
  );
  return part(
    'datapackage.json',
    json({
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: `sunlit-project-${slug.toLowerCase()}`,
      title: translator('zh')('openKit.package', told),
      title_en: translator('en')('openKit.package', told),
      homepage: `${origin}/projects/${slug}`,
      version: String(seq),
      created: made,
      licenses: [{ name: licence.id, path: licence.url, title: licence.name.en }],
      resources: [...tabular, ...files]
    })
  );
}

function readme({ slug, name, seq, made, origin }: Facts): Part {
  const values = { name, seq: String(seq), made, url: `${origin}/projects/${slug}`, licence: licence.url };
  const texts = (['zh', 'en'] as const).map((lang) => translator(lang)('openKit.readme', values));
  return part('README.txt', texts.join('\n\n'));
}

/** Everything of a kit: the parts, and the documents that stand beside them by hash. */
export async function contents(hub: Hub, slug: string, kit: KitRows, origin = siteOrigin(hub.config)) {
  const cut = kit.entries.length > mostEntries;
  const entries = cut ? kit.entries.slice(-mostEntries) : kit.entries;
  const { note, proofs, told } = await prove(hub, { entries, seq: kit.seq });
  const documents = documentsOf(kit.rows.documents ?? []);
  const facts: Facts = { slug, name: kit.name, seq: kit.seq, made: new Date().toISOString(), origin };
  const data = await tables(kit.rows);
  const parts = [
    readme(facts),
    describe(facts, data, documents),
    ...data,
    part('log/checkpoint', note),
    part('log/log-key.json', json(told)),
    part('log/proofs.json', json(proofs.map((proof) => ({ ...proof, checkpoint: { note } }))))
  ];
  const kept = documents.flatMap(({ file, bytes, sha256 }) => (file ? [{ name: file, bytes, sha256 }] : []));
  const files = [
    ...parts.map((one) => ({ name: one.name, bytes: one.bytes.length, sha256: sum(one) })),
    ...kept
  ];
  const addressed = documents.map(({ path, ...one }) => ({ ...one, address: `${origin}${path}` }));
  const { seq, name, made } = facts;
  const base = { format: 'sunlit-kit/1', slug, name, hub: origin, seq, made, licence: licence.url };
  parts.push(part('manifest.json', json({ ...base, files, documents: addressed })));
  const demo = kit.rows.projects?.[0]?.demo === true;
  const keys = told.keys.map(({ verifier }) => verifier);
  const shown = { slug, name, hub: origin, seq, made, demo, keys, checkpoint: note, entries: proofs, cut };
  parts.push(part('verify.html', page({ ...shown, files, documents: addressed })));
  const sums = [...parts.map((one) => ({ name: one.name, sha256: sum(one) })), ...kept];
  parts.push(part('SHA256SUMS', sums.map(({ name: file, sha256 }) => `${sha256}  ${file}\n`).join('')));
  return { parts, documents: kept, made };
}
