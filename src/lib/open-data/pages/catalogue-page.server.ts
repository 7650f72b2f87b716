import * as catalogue from '#lib/open-data/catalogue/context.server.ts';
import { catalogJsonLd } from '#lib/open-data/catalogue/schema-org.ts';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { licence } from '#lib/open-data/licence.ts';
import * as figures from './figures.server.ts';
import { downloadsOf } from './formats.ts';

/** What the page of the whole catalogue shows. */
export async function load({ db, lang }: Pick<App.Locals, 'db' | 'lang'>, url: URL) {
  const [told, context] = await Promise.all([figures.all(db), catalogue.describe(db, url)]);
  const cards = datasets.map((dataset) => {
    const figure = told[dataset.name];
    return {
      name: dataset.name,
      title: dataset.title[lang],
      about: dataset.about[lang],
      columns: Object.keys(dataset.row.shape).length,
      rows: figure?.rows ?? 0,
      changed: figure?.changed ?? null,
      downloads: figure ? downloadsOf(dataset, '', figure.rows, figure) : []
    };
  });
  return {
    cards,
    rows: cards.reduce((sum, { rows }) => sum + rows, 0),
    jsonLd: catalogJsonLd(context, lang),
    licence: { url: licence.url, name: licence.name[lang] }
  };
}
