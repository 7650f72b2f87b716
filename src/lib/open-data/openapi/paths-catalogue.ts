import { inPath, inQuery, number, ok, oneOf, refusals, text } from './parts.ts';
import type { Answer, Operation, Parameter, Paths, Schema } from './types.ts';
import type { Words } from './words/index.ts';

type Tag = 'catalogue' | 'oc4ids' | 'snapshots';
type Op =
  | 'openapi'
  | 'dcat'
  | 'datapackage'
  | 'oc4ids'
  | 'oc4idsProject'
  | 'oc4idsBulk'
  | 'snapshotList'
  | 'snapshotFile'
  | 'kit';

const binary: Schema = { type: 'string', contentEncoding: 'binary' };
const object: Schema = { type: 'object' };

const op = (
  words: Words,
  id: Op,
  tag: Tag,
  content: Record<string, Schema>,
  more: { parameters?: Parameter[]; refused?: Operation['responses'] } = {}
): Operation => {
  const answer: Answer = ok(words.w.op[id], content);
  return {
    operationId: id,
    tags: [tag],
    summary: words.w.op[id],
    ...(more.parameters ? { parameters: more.parameters } : {}),
    responses: { 200: answer, ...(more.refused ?? refusals()) }
  };
};

/** What describes the data, in the forms in which others describe theirs. */
const describing = (words: Words): Paths => ({
  '/open/openapi.json': {
    get: op(words, 'openapi', 'catalogue', {
      'application/json': { type: 'object', required: ['openapi', 'info', 'paths'] }
    })
  },
  '/open/catalog.jsonld': { get: op(words, 'dcat', 'catalogue', { 'application/ld+json': object }) },
  '/open/datapackage.json': {
    get: op(words, 'datapackage', 'catalogue', {
      'application/json': { type: 'object', required: ['resources'] }
    })
  }
});

const projectPackage: Schema = {
  type: 'object',
  required: ['version', 'uri', 'publishedDate', 'publisher', 'projects'],
  properties: { version: { const: '0.9' }, projects: { type: 'array', minItems: 1 } }
};

const slug = (words: Words) =>
  inPath('slug', words.w.param.project, { type: 'string', pattern: '^[a-z0-9]{10}$' });

const oc4ids = (words: Words): Paths => ({
  '/open/oc4ids/projects.json': {
    get: op(
      words,
      'oc4ids',
      'oc4ids',
      { 'application/json': projectPackage },
      {
        parameters: [inQuery('after', words.w.param.from_slug, text)],
        refused: refusals(400, 404)
      }
    )
  },
  '/open/oc4ids/projects/{slug}.json': {
    get: op(
      words,
      'oc4idsProject',
      'oc4ids',
      { 'application/json': projectPackage },
      { parameters: [slug(words)], refused: refusals(404) }
    )
  },
  '/open/oc4ids/projects.json.gz': {
    get: op(words, 'oc4idsBulk', 'oc4ids', { 'application/gzip': binary }, { refused: refusals(404, 503) })
  }
});

const listedSnapshot: Schema = {
  type: 'object',
  required: [
    'name',
    'day',
    'edition',
    'state',
    'seq',
    'rows',
    'bytes',
    'made_at',
    'manifest',
    'manifest_sha256',
    'sums'
  ],
  properties: {
    name: text,
    day: { type: 'string', format: 'date' },
    edition: number(1),
    state: oneOf('kept', 'replaced', 'thinned'),
    seq: number(1),
    rows: number(0),
    bytes: number(0),
    made_at: text,
    ended_at: { type: ['string', 'null'] },
    journal_seq: number(1),
    manifest_sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    manifest: text,
    sums: { type: ['string', 'null'] }
  }
};

const snapshots = (words: Words): Paths => ({
  '/open/snapshots.json': {
    get: op(words, 'snapshotList', 'snapshots', {
      'application/json': {
        type: 'object',
        required: ['licence', 'snapshots'],
        properties: { licence: text, snapshots: { type: 'array', items: listedSnapshot } }
      }
    })
  },
  '/open/snapshots/{day}/{file}': {
    get: op(
      words,
      'snapshotFile',
      'snapshots',
      { 'application/json': {}, 'application/gzip': binary, 'text/plain': text, 'text/markdown': text },
      {
        parameters: [
          inPath('day', words.w.param.day, { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}(\\.\\d+)?$' }),
          inPath('file', words.w.param.file, { type: 'string', examples: ['manifest.json'] })
        ],
        refused: refusals(404, 410, 503)
      }
    )
  },
  '/projects/{slug}/kit.zip': {
    get: op(
      words,
      'kit',
      'snapshots',
      { 'application/zip': binary },
      { parameters: [slug(words)], refused: refusals(404, 503) }
    )
  }
});

export const cataloguePaths = (words: Words): Paths => ({
  ...describing(words),
  ...oc4ids(words),
  ...snapshots(words)
});
