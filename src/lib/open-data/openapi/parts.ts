import type { Answer, Operation, Parameter, Schema } from './types.ts';
import type { Words } from './words/index.ts';

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const headers = ['ETag', 'Last-Modified', 'Link', 'Repr-Digest'] as const;
const headerRefs = Object.fromEntries(
  headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])
);

/** What is sent where all went well. `content`: schema by media type. */
export const ok = (description: string, content: Record<string, Schema>): Answer => ({
  description,
  headers: headerRefs,
  content: Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }]))
});

const problems = { 400: 'wrong', 404: 'unknown', 410: 'gone', 429: 'tooMany', 503: 'busy' } as const;
type Status = keyof typeof problems;

const responseRef = (name: string) => ({ $ref: `#/components/responses/${name}` });

/** Answers other than the data: 304 and 429 may come from everywhere. */
export const refusals = (...more: Status[]): Operation['responses'] => ({
  304: responseRef('notModified'),
  ...Object.fromEntries(more.map((status) => [status, responseRef(problems[status])])),
  429: responseRef(problems[429])
});

export const inPath = (name: string, description: string, schema: Schema): Parameter => ({
  name,
  in: 'path',
  required: true,
  description,
  schema
});

export const inQuery = (name: string, description: string, schema: Schema): Parameter => ({
  name,
  in: 'query',
  description,
  schema
});

export const text: Schema = { type: 'string' };
export const number = (minimum: number, maximum?: number, standard?: number): Schema => ({
  type: 'integer',
  minimum,
  ...(maximum === undefined ? {} : { maximum }),
  ...(standard === undefined ? {} : { default: standard })
});
export const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });

/** What every part of the document has in common. */
export function components(words: Words) {
  const problem = { 'application/problem+json': { schema: ref('problem') } };
  const told = Object.values(problems).map((name): [string, Answer] => [
    name,
    { description: words.w.answer[name], content: problem }
  ]);
  return {
    headers: Object.fromEntries(
      headers.map((name) => [name, { description: words.w.header[name], schema: text }])
    ),
    responses: { notModified: { description: words.w.answer.notModified }, ...Object.fromEntries(told) }
  };
}

/** RFC 9457. */
export const problemSchema = (words: Words): Schema => ({
  type: 'object',
  description: words.w.schema.problem,
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: text,
    title: text,
    status: number(400, 599),
    code: text,
    detail: text,
    instance: text
  }
});
