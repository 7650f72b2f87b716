import { z } from 'zod';
import { meaningOf, type Meaning } from '#lib/open-data/datasets/column.ts';
import type { Dataset } from '#lib/open-data/datasets/dataset.ts';

export type FieldType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'array'
  | 'object';

export interface Constraints {
  required?: boolean;
  unique?: boolean;
  enum?: (string | number)[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

export interface Column {
  name: string;
  type: FieldType;
  nullable: boolean;
  constraints: Constraints;
  meaning: Meaning;
}

/** What of JSON Schema the columns are made of. */
const property = z.looseObject({
  type: z.string().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  const: z.union([z.string(), z.number()]).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get anyOf() {
    return z.array(property).optional();
  }
});
type Property = z.infer<typeof property>;

const formats: Record<string, FieldType> = { date: 'date', 'date-time': 'datetime' };
const types: Record<string, FieldType> = {
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'object'
};

/** Bounds of numbers in general say nothing about the column. */
const said = (bound: number | undefined) =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;

/** The columns of a data set as plain facts, from its one schema. */
export function columnsOf({ row }: Pick<Dataset, 'row'>): Column[] {
  const { properties } = z
    .object({ properties: z.record(z.string(), property) })
    .parse(z.toJSONSchema(row, { unrepresentable: 'any', io: 'input' }));
  return Object.entries(row.shape).map(([name, schema]) => {
    const given = properties[name] ?? {};
    const choices = given.anyOf ?? [given];
    const [main = given] = choices.filter(({ type }) => type !== 'null');
    const nullable = choices.some(({ type }) => type === 'null');
    return { name, nullable, meaning: meaningOf(schema), ...shape(main, nullable, name) };
  });
}

function shape(main: Property, nullable: boolean, name: string): Pick<Column, 'type' | 'constraints'> {
  const type = formats[main.format ?? ''] ?? types[main.type ?? ''] ?? 'string';
  const values = main.enum ?? (main.const === undefined ? undefined : [main.const]);
  const [minimum, maximum] = [said(main.minimum), said(main.maximum)];
  const constraints: Constraints = {
    ...(!nullable && { required: true }),
    ...(name === 'id' && { unique: true }),
    ...(values && { enum: values }),
    // of dates and times the type says enough
    ...(main.pattern && type === 'string' && !values && { pattern: main.pattern }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum })
  };
  return { type, constraints };
}

/**
 * Table Schema v2 of the CSV of a data set. Chinese titles and descriptions stand first, as in the data; English ones
 * beside them. Arrays and objects stand in a cell as JSON.
 */
export function tableSchema(dataset: Pick<Dataset, 'name' | 'row'>, known: ReadonlySet<string> = new Set()) {
  const columns = columnsOf(dataset);
  const foreign = columns.flatMap(({ name, meaning: { refers } }) =>
    refers && (known.has(refers.dataset) || refers.dataset === dataset.name)
      ? [
          {
            fields: [name],
            reference: {
              ...(refers.dataset !== dataset.name && { resource: refers.dataset }),
              fields: [refers.column]
            }
          }
        ]
      : []
  );
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: columns.map(field),
    fieldsMatch: ['exact'],
    missingValues: [''],
    primaryKey: ['id'],
    ...(foreign.length > 0 && { foreignKeys: foreign })
  };
}

function field({ name, type, constraints, meaning }: Column) {
  const { title, about, unit, labels } = meaning;
  return {
    name,
    type,
    title: title.zh,
    description: about.zh,
    title_en: title.en,
    description_en: about.en,
    ...(unit && { unit: unit.zh, unit_en: unit.en }),
    ...(labels && {
      categories: Object.entries(labels).map(([value, label]) => ({ value, label: label.zh, label_en: label.en }))
    }),
    ...(Object.keys(constraints).length > 0 && { constraints })
  };
}
