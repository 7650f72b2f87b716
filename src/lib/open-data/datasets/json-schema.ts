import { z } from 'zod';
import type { Lang } from '#lib/i18n/types.ts';
import { hasMeaning, meaningOf } from './column.ts';
import type { Dataset } from './dataset.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Bounds that only say that a whole number is exact. */
function dropExactness(it: JsonSchema): void {
  if (it.maximum === Number.MAX_SAFE_INTEGER) delete it.maximum;
  if (it.minimum === Number.MIN_SAFE_INTEGER) delete it.minimum;
}

/** A pattern that says again what the format says. */
function dropPattern(it: JsonSchema): void {
  if (it.format === 'date' || it.format === 'date-time') delete it.pattern;
}

function tell(schema: z.core.$ZodType, it: JsonSchema, lang: Lang): void {
  dropExactness(it);
  dropPattern(it);
  if (!hasMeaning(schema)) return;
  const { title, about, unit, labels } = meaningOf(schema);
  it.title = title[lang];
  it.description = about[lang];
  const words = labels && Object.entries(labels).map(([value, label]) => [value, label[lang]]);
  if (words) it['x-labels'] = Object.fromEntries(words);
  if (unit) it['x-unit'] = unit[lang];
}

/** A schema of ours as JSON Schema 2020-12, with the meanings in one language. */
export function jsonSchemaOf(
  schema: z.ZodType,
  lang: Lang = 'en',
  io: 'input' | 'output' = 'output'
): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => tell(zodSchema, jsonSchema, lang)
  });
}

/** A row of a data set as JSON Schema 2020-12. */
export function rowSchema(dataset: Dataset, lang: Lang = 'en'): JsonSchema {
  return { ...jsonSchemaOf(dataset.row, lang), title: dataset.title[lang], description: dataset.about[lang] };
}
