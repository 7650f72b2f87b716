import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { formats as formatsOf } from '#lib/i18n/format.ts';
import { names } from '#lib/journal/journal.server.ts';
import { datasetOf, type Dataset } from '#lib/open-data/datasets/index.ts';
import * as catalogue from '#lib/open-data/catalogue/context.server.ts';
import { coreMetadata } from '#lib/open-data/catalogue/core-metadata.ts';
import { outletsOf } from '#lib/open-data/catalogue/outlets.ts';
import { datasetJsonLd } from '#lib/open-data/catalogue/schema-org.ts';
import { readFilters } from '#lib/open-data/datasets/ask.ts';
import { sizeOf } from '#lib/open-data/export/derive.ts';
import { standing } from '#lib/open-data/export/dumps.server.ts';
import { licence } from '#lib/open-data/licence.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { drawingOf } from './chart.ts';
import { wordsOf } from './columns.ts';
import * as figures from './figures.server.ts';
import { fieldsOf } from './filter-fields.server.ts';
import { feedOf } from './follow.server.ts';
import { downloadsOf, type Download } from './formats.ts';
import { previewOf } from './preview.ts';
import { samplesOf } from './samples.ts';

type Locals = Pick<App.Locals, 'db' | 'lang' | 't'>;

/** Rows on the page; and as many as are counted where it is narrowed, since counting a million takes its time. */
const shown = 10;
const counted = 200;

const answer = z.object({
  head: z.number(),
  rows: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())])),
  next: z.string().nullable()
});

/** The first rows as the address narrows them. What is not understood is left aside, and said. */
async function look(db: Client, dataset: Dataset, params: URLSearchParams) {
  const known = new URLSearchParams(
    [...params].filter(([name, value], i, all) => {
      const alone = all.findIndex(([other]) => other === name) === i;
      return value !== '' && alone && readFilters(dataset, new URLSearchParams([[name, value]])).ok;
    })
  );
  const asked = readFilters(dataset, known);
  const filters = asked.ok ? asked.filters : {};
  const search = asked.ok ? asked.search : '';
  const { head, rows, next } = unwrap(
    await db.rpc('open_rows', {
      dataset: dataset.name,
      filters,
      page_size: search === '' ? shown : counted
    }),
    answer
  );
  const wrong = [...new Set(params.keys())].filter(
    (name) => (params.get(name) ?? '') !== '' && !(asked.ok && known.has(name))
  );
  return { head, search, wrong, rows: rows.map(([, row]) => row), more: next !== null };
}

/** What stands ready whole is measured rather than reckoned. */
async function measured(dataset: Dataset, downloads: Download[], search: string): Promise<Download[]> {
  const cut = search === '' ? await standing(dataset) : null;
  if (!cut) return downloads;
  return Promise.all(
    downloads.map(async (one) => ({ ...one, bytes: (await sizeOf(cut, one.format))?.bytes ?? one.bytes }))
  );
}

/** Everything the page of a data set shows; 404 for a name that none has. */
export async function load({ db, lang, t }: Locals, name: string, url: URL) {
  const dataset = datasetOf(name) ?? error(404, { code: 'unknown_dataset', message: 'unknown_dataset' });
  const [found, figure, fields, told, context] = await Promise.all([
    look(db, dataset, url.searchParams),
    figures.one(db, name),
    fieldsOf(db, dataset, url.searchParams, lang, t('openData.filter.all')),
    names(db, lang),
    catalogue.describe(db, url)
  ]);
  const { search, head, rows, more } = found;
  const columns = wordsOf(dataset, lang);
  const title = dataset.title[lang];
  // counted exactly as far as is quick
  const matching = search === '' ? figure.rows : more ? null : rows.length;
  const address = `${context.origin}/open/${name}`;
  return {
    name,
    title,
    about: dataset.about[lang],
    page: dataset.page,
    past: dataset.past,
    place: dataset.place,
    total: figure.rows,
    changed: figure.changed,
    matching,
    counted,
    search,
    wrong: found.wrong,
    columns,
    preview: previewOf(rows.slice(0, shown), columns, dataset.rowPage, t, formatsOf(t)),
    drawing: drawingOf({ name, title }, columns, figure, (kind) => told.milestone?.(kind), t),
    fields,
    downloads: await measured(dataset, downloadsOf(dataset, search, matching, figure), search),
    samples: samplesOf({ address, search, name }),
    feed: await feedOf(db, name, search, t),
    outlets: outletsOf(dataset),
    core: coreMetadata(dataset, context, lang),
    jsonLd: datasetJsonLd(dataset, context, lang),
    address,
    head,
    today: calendarDay(),
    licence: { url: licence.url, name: licence.name[lang] }
  };
}
