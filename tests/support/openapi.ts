import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { z } from 'zod';

const operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.enum(['query', 'path']) })).default([]),
  responses: z.record(z.string(), z.looseObject({ $ref: z.string().optional() }))
});
const described = z.looseObject({
  paths: z.record(z.string(), z.looseObject({ get: operation.optional(), post: operation.optional() })),
  components: z.looseObject({ responses: z.record(z.string(), z.looseObject({})) })
});

/** What is wrong with an OpenAPI document, by a validator of the standard's own schema. */
export async function faultsOf(document: object): Promise<unknown[]> {
  const validator = new Validator();
  const { valid, errors } = await validator.validate({ ...structuredClone(document) });
  if (valid && validator.version === '3.1') return [];
  return [validator.version, errors];
}

const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
const pointer = (...parts: string[]) => `hub#/${parts.map(escaped).join('/')}`;
const plain = (type: string | null) => (type ?? '').split(';')[0]?.trim() ?? '';

/** Checks answers against an OpenAPI document with Ajv, which knows JSON Schema 2020-12 as OpenAPI 3.1 uses it. */
export function contract(document: object) {
  const whole = described.parse(document);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats(ajv);
  ajv.addSchema(document, 'hub');

  /** Where the document describes an answer of this status and type. */
  function place(path: string, status: number, type: string): string[] {
    const answer = whole.paths[path]?.get?.responses[String(status)];
    if (!answer) throw new Error(`${path} does not tell of ${String(status)}`);
    const at = answer.$ref?.split('/').slice(1) ?? ['paths', path, 'get', 'responses', String(status)];
    return [...at, 'content', type, 'schema'];
  }

  return {
    paths: whole.paths,
    /** What is wrong with an answer: of a status, a media type or in a form that the document does not tell of. */
    async faults(path: string, response: Response): Promise<unknown[]> {
      const type = plain(response.headers.get('content-type'));
      if (response.status === 304) return place(path, 304, type).length > 0 ? [] : ['no 304'];
      const validate = ajv.compile({ $ref: pointer(...place(path, response.status, type)) });
      const text = await response.text();
      const body: unknown = type.endsWith('json') && !type.includes('ndjson') ? JSON.parse(text) : text;
      return validate(body) ? [] : (validate.errors ?? []).slice(0, 3);
    }
  };
}
export type Contract = ReturnType<typeof contract>;
