import { z } from 'zod';
import { meaningOf, type Meaning } from './column.ts';
import type { Dataset } from './dataset.ts';
import { jsonSchemaOf, type JsonSchema } from './json-schema.ts';

export type FieldType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'object'
  | 'array';

export interface TableField {
  name: string;
  type: FieldType;
  title: string;
  description: string;
  /** Of the properties that other tools do not know, the words in the other language. */
  titleEn: string;
  descriptionEn: string;
  unit?: string;
  categories?: { value: string; label: string }[];
  constraints: Record<string, unknown>;
}

export interface TableSchema {
  $schema: string;
  fields: TableField[];
  primaryKey: string[];
  missingValues: string[];
  foreignKeys?: { fields: string[]; reference: { resource: string; fields: string[] } }[];
}

const profile = 'https://datapackage.org/profiles/2.0/tableschema.json';

const withoutNull = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodNullable ? withoutNull(schema.unwrap()) : schema;

function typeOf({ type, format }: JsonSchema): FieldType {
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'datetime';
  if (type === 'integer' || type === 'number' || type === 'boolean' || type === 'object' || type === 'array')
    return type;
  return 'string';
}

function constraintsOf(it: JsonSchema, type: FieldType, required: boolean): Record<string, unknown> {
  const isText = type === 'string';
  const given = {
    required,
    pattern: isText ? it.pattern : undefined,
    minLength: isText ? it.minLength : undefined,
    maxLength: isText ? it.maxLength : undefined,
    enum: isText ? it.enum : undefined,
    minimum: it.minimum,
    maximum: it.maximum
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const categoriesOf = ({ labels }: Meaning, values: readonly unknown[] | undefined) =>
  values?.flatMap((value) =>
    typeof value === 'string' ? [{ value, label: labels?.[value]?.zh ?? value }] : []
  );

/** What a column is, without the schema library: for pages, Table Schema and documentation. */
export interface ColumnInfo {
  name: string;
  type: FieldType;
  required: boolean;
  meaning: Meaning;
  constraints: Record<string, unknown>;
  values: string[];
}

function columnOf(name: string, schema: z.ZodType): ColumnInfo {
  const inner = withoutNull(schema);
  const it = inner instanceof z.ZodType ? jsonSchemaOf(inner) : {};
  const type = typeOf(it);
  const required = !schema.safeParse(null).success;
  const values = (it.enum ?? []).filter((value) => typeof value === 'string');
  return {
    name,
    type,
    required,
    meaning: meaningOf(schema),
    constraints: constraintsOf(it, type, required),
    values
  };
}

/** The columns of a data set in their order. */
export const columnsOf = (dataset: Dataset): ColumnInfo[] =>
  Object.entries<z.ZodType>(dataset.row.shape).map(([name, schema]) => columnOf(name, schema));

function fieldOf({ name, type, meaning, constraints, values }: ColumnInfo): TableField {
  const { title, about, unit } = meaning;
  const categories = categoriesOf(meaning, values.length > 0 ? values : undefined);
  return {
    name,
    type,
    title: title.zh,
    description: about.zh,
    titleEn: title.en,
    descriptionEn: about.en,
    ...(unit && { unit: unit.zh }),
    ...(categories && { categories }),
    constraints: name === 'id' ? { ...constraints, unique: true } : constraints
  };
}

const foreignKeysOf = (columns: ColumnInfo[]) =>
  columns.flatMap(({ name, meaning: { refers } }) =>
    refers ? [{ fields: [name], reference: { resource: refers.dataset, fields: [refers.column] } }] : []
  );

/** A data set as a Table Schema of Data Package v2. */
export function tableSchema(dataset: Dataset): TableSchema {
  const columns = columnsOf(dataset);
  const foreignKeys = foreignKeysOf(columns);
  return {
    $schema: profile,
    fields: columns.map(fieldOf),
    primaryKey: ['id'],
    missingValues: [''],
    ...(foreignKeys.length > 0 && { foreignKeys })
  };
}
