import { inPath, inQuery, number, ok, ref, refusals, text } from './parts.ts';
import type { Operation, Paths, Schema } from './types.ts';
import type { Words } from './words/index.ts';

type Op = 'checkpoint' | 'key' | 'pem' | 'tile' | 'proof' | 'consistency';
const json = 'application/json';

const op = (
  words: Words,
  id: Op,
  content: Record<string, Schema>,
  more: Partial<Operation> = {}
): Operation => ({
  operationId: `log_${id}`,
  tags: ['log'],
  summary: words.w.log[id],
  responses: { 200: ok(words.w.log[id], content), ...refusals(400, 404, 503) },
  ...more
});

const cosign = (words: Words): Operation => ({
  operationId: 'log_cosignatures',
  tags: ['log'],
  summary: words.w.log.cosignatures,
  requestBody: {
    required: true,
    description: words.w.log.cosignaturesBody,
    content: { 'text/plain': { schema: text } }
  },
  responses: { 200: ok(words.w.log.cosignatures, { [json]: { type: 'object' } }), ...refusals(400, 404) }
});

const size = (words: Words) => inQuery('size', words.w.param.size, number(0));

/** The transparency log over the journal. */
export const logPaths = (words: Words): Paths => ({
  '/log/checkpoint': {
    get: op(words, 'checkpoint', { 'text/plain': text }, { parameters: [size(words)] })
  },
  '/log/key.pem': { get: op(words, 'pem', { 'text/plain': text }) },
  '/log/key': { get: op(words, 'key', { [json]: { type: 'object' } }) },
  '/log/tile/{level}/{index}': {
    get: op(
      words,
      'tile',
      { 'application/octet-stream': { type: 'string', contentEncoding: 'binary' } },
      {
        parameters: [
          inPath('level', words.w.param.level, { type: 'string', pattern: '^(\\d{1,2}|entries)$' }),
          inPath('index', words.w.param.tile, {
            type: 'string',
            pattern: '^(x\\d{3}/)*\\d{3}(\\.p/\\d{1,3})?$'
          })
        ]
      }
    )
  },
  '/log/proof/{seq}': {
    get: op(
      words,
      'proof',
      { [json]: ref('log_proof') },
      { parameters: [inPath('seq', words.w.param.seq, number(1)), size(words)] }
    )
  },
  '/log/consistency': {
    get: op(
      words,
      'consistency',
      { [json]: ref('log_consistency') },
      {
        parameters: [
          { ...inQuery('from', words.w.param.from, number(0)), required: true },
          inQuery('to', words.w.param.to, number(0))
        ]
      }
    )
  },
  '/log/cosignatures': { post: cosign(words) }
});

const hash: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const path: Schema = { type: 'array', items: hash };
const end: Schema = {
  type: 'object',
  required: ['size', 'root', 'note'],
  properties: { size: number(0), root: hash, note: { type: ['string', 'null'] } }
};

export const logSchemas: Record<string, Schema> = {
  log_proof: {
    type: 'object',
    required: ['seq', 'index', 'leaf_hash', 'form', 'withheld', 'path', 'checkpoint'],
    properties: {
      seq: number(1),
      index: number(0),
      leaf_hash: hash,
      form: { type: ['string', 'null'] },
      withheld: { type: 'boolean' },
      path,
      checkpoint: {
        type: 'object',
        required: ['size', 'root', 'note'],
        properties: { size: number(1), root: hash, note: text }
      }
    }
  },
  log_consistency: {
    type: 'object',
    required: ['from', 'to', 'path'],
    properties: { from: end, to: end, path }
  }
};
