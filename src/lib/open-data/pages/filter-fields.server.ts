import type { z } from 'zod';
import * as disclosures from '#lib/disclosures/disclosures.server.ts';
import { inLanguage } from '#lib/catalogue/catalogue.ts';
import type { Lang } from '#lib/i18n/types.ts';
import { meaningOf } from '#lib/open-data/datasets/column.ts';
import type { Dataset } from '#lib/open-data/datasets/index.ts';
import { jsonSchemaOf } from '#lib/open-data/datasets/json-schema.ts';
import { places } from '#lib/projects/browse.server.ts';
import type { Client } from '#lib/server/client.ts';

export interface FilterField {
  name: string;
  label: string;
  hint: string;
  type: 'select' | 'date' | 'search';
  options: { value: string; label: string }[];
  value: string;
}

type Options = FilterField['options'];

/** What can be chosen where the schema itself has no list: places and items by name. */
async function known(db: Client, lang: Lang): Promise<Record<string, Options>> {
  const [divisions, items] = await Promise.all([places(db, lang, {}), disclosures.items(db)]);
  const option = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  return {
    city: divisions.filter(({ city }) => city === null).map(option),
    district: divisions.filter(({ city }) => city !== null).map(option),
    item: items.map((one) => ({ value: one.item, label: inLanguage(one, 'name', lang) }))
  };
}

const formatOf = (schema: z.ZodType): unknown => jsonSchemaOf(schema).format;

/** The fields of the form that makes the addresses of downloads; a part of the map is chosen on the map, not here. */
export async function fieldsOf(
  db: Client,
  dataset: Dataset,
  params: URLSearchParams,
  lang: Lang,
  all: string
): Promise<FilterField[]> {
  const lists = await known(db, lang);
  return Object.entries(dataset.filters)
    .filter(([name]) => name !== 'box')
    .map(([name, schema]) => {
      const { title, about, labels } = meaningOf(schema);
      const options = labels
        ? Object.entries(labels).map(([value, both]) => ({ value, label: both[lang] }))
        : (lists[name] ?? []);
      const type = options.length > 0 ? 'select' : formatOf(schema) === 'date' ? 'date' : 'search';
      return {
        name,
        label: title[lang],
        hint: about[lang],
        type,
        options: type === 'select' ? [{ value: '', label: all }, ...options] : [],
        value: params.get(name) ?? ''
      };
    });
}
