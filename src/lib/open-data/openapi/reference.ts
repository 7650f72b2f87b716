import type { Lang } from '#lib/i18n/types.ts';
import { document } from './document.ts';
import type { Method, OpenApi, Operation, Parameter, Schema } from './types.ts';
import { wordsIn } from './words/index.ts';

/** A parameter as the page has a field for it. */
export interface ShownParameter {
  name: string;
  in: Parameter['in'];
  required: boolean;
  about: string;
  options: { value: string; label: string }[];
  type: string;
  min?: number;
  max?: number;
  standard?: string;
}
export interface ShownField {
  name: string;
  type: string;
  about: string;
}
export interface Shown {
  id: string;
  method: Method;
  path: string;
  summary: string;
  about: string;
  parameters: ShownParameter[];
  fields: ShownField[];
  types: string[];
  answers: { status: string; about: string }[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const asSchema = (value: unknown): Schema | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

const schemasIn = (value: unknown): Schema[] =>
  Array.isArray(value) ? value.map((one: unknown) => asSchema(one) ?? {}) : [];

/** A word or two about what a value may be. */
export function typeOf(schema: Schema): string {
  const { type, format, const: only, anyOf, $ref } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if ($ref) return $ref.split('/').at(-1) ?? '';
  if (anyOf) return schemasIn(anyOf).map(typeOf).join(' | ');
  const plain = [type ?? 'any'].flat().join(' | ');
  return format ? `${plain} (${format})` : plain;
}

function labelsOf(schema: Schema): Record<string, unknown> {
  const found = schema['x-labels'];
  return typeof found === 'object' && found !== null ? { ...found } : {};
}

function optionsOf(schema: Schema): ShownParameter['options'] {
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const labels = labelsOf(schema);
  return values.map((value) => {
    const told = text(labels[String(value)]);
    return {
      value: String(value),
      label: told && told !== value ? `${String(value)} — ${told}` : String(value)
    };
  });
}

function parameter({ name, in: where, required = false, description, schema }: Parameter): ShownParameter {
  const { minimum, maximum, default: standard } = schema;
  return {
    name,
    in: where,
    required,
    about: description,
    options: optionsOf(schema),
    type: typeOf(schema),
    min: minimum,
    max: maximum,
    standard: standard === undefined ? undefined : JSON.stringify(standard)
  };
}

function resolve({ components }: OpenApi, schema: Schema | undefined): Schema {
  const name = schema?.$ref?.split('/').at(-1);
  return (name === undefined ? schema : components.schemas[name]) ?? {};
}

/** The columns of the rows where there are rows, else the members of the answer. */
function fields(whole: OpenApi, schema: Schema): ShownField[] {
  const { properties = {} } = resolve(whole, schema);
  const rows = asSchema(properties.rows);
  const row = rows ? asSchema(rows.items) : asSchema(properties.row);
  const told = resolve(whole, row ?? schema).properties ?? {};
  return Object.entries(told).map(([name, value]) => {
    const one = asSchema(value) ?? {};
    const about = [text(one.title), text(one.description)].filter((part) => part !== '');
    return { name, type: typeOf(one), about: about.join(' · ') };
  });
}

function show(whole: OpenApi, [path, method, operation]: [string, Method, Operation]): Shown {
  const { operationId, summary, description = '', parameters = [], responses } = operation;
  const told = responses['200'];
  const content = told && 'content' in told ? (told.content ?? {}) : {};
  const [first] = Object.values(content);
  const answers = Object.entries(responses).map(([status, one]) => {
    const name = '$ref' in one ? (one.$ref.split('/').at(-1) ?? '') : '';
    const answer = '$ref' in one ? whole.components.responses[name] : one;
    return { status, about: answer?.description ?? '' };
  });
  return {
    id: operationId,
    method,
    path,
    summary,
    about: description,
    parameters: parameters.map(parameter),
    fields: first ? fields(whole, first.schema) : [],
    types: Object.keys(content),
    answers
  };
}

function operations({ paths }: OpenApi): [string, Method, Operation][] {
  return Object.entries(paths).flatMap(([path, { get, post }]) => {
    const all: [string, Method, Operation | undefined][] = [
      [path, 'get', get],
      [path, 'post', post]
    ];
    return all.flatMap(([at, method, one]): [string, Method, Operation][] =>
      one ? [[at, method, one]] : []
    );
  });
}

/** All operations by what they are about: for the page that lists them. */
export function contents(lang: Lang) {
  const whole = document(lang, '');
  const { w } = wordsIn(lang);
  const groups = Object.entries(w.tag).map(([tag, { title, about }]) => ({
    tag,
    title,
    about,
    operations: operations(whole)
      .filter(([, , one]) => one.tags.includes(tag))
      .map(([path, method, one]) => ({ id: one.operationId, path, method, summary: one.summary }))
  }));
  return { about: w.about, groups };
}

/** One operation by its id; null where there is none. */
export function operation(lang: Lang, id: string): Shown | null {
  const whole = document(lang, '');
  const found = operations(whole).find(([, , one]) => one.operationId === id);
  return found ? show(whole, found) : null;
}
