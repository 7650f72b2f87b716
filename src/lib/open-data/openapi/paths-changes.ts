import { datasetNames } from '../datasets/index.ts';
import { licence } from '../licence.ts';
import { inQuery, number, ok, ref, refusals, text } from './parts.ts';
import type { Operation, Paths, Schema } from './types.ts';
import type { Words } from './words/index.ts';

function changes(form: 'json' | 'ndjson', words: Words): Operation {
  const content: Record<string, Schema> =
    form === 'json' ? { 'application/json': ref('changes') } : { 'application/x-ndjson': text };
  return {
    operationId: form === 'json' ? 'changes' : 'changes_ndjson',
    tags: ['changes'],
    summary: words.w.op.changes[form],
    description: words.w.op.changes.about,
    parameters: [
      inQuery('after', words.w.param.after, number(0, undefined, 0)),
      inQuery('wait', words.w.param.wait, number(0, 60, 0)),
      inQuery('limit', words.w.param.changesLimit, number(1, 1000, 500))
    ],
    responses: { 200: ok(words.w.answer.changes, content), ...refusals(400, 503) }
  };
}

export const changesPaths = (words: Words): Paths => ({
  '/open/changes': { get: changes('json', words) },
  '/open/changes.ndjson': { get: changes('ndjson', words) }
});

/** The row of a change is that of its data set, or null. */
const changeOf = (name: string): Schema => ({
  properties: { dataset: { const: name }, row: { anyOf: [ref(name), { type: 'null' }] } }
});

export function changesSchemas(words: Words): Record<string, Schema> {
  const seq = number(0);
  return {
    change: {
      type: 'object',
      required: ['seq', 'dataset', 'key', 'id', 'row'],
      properties: {
        seq: { ...seq, description: words.w.field.changeSeq },
        dataset: { type: 'string', enum: [...datasetNames] },
        key: { type: 'string', description: words.w.field.key },
        id: { type: 'string', description: words.w.field.id },
        row: { type: ['object', 'null'], description: words.w.field.row }
      },
      oneOf: datasetNames.map(changeOf)
    },
    changes: {
      type: 'object',
      required: ['after', 'head', 'next', 'next_url', 'licence', 'changes'],
      properties: {
        after: seq,
        head: { ...seq, description: words.w.field.head },
        next: { ...seq, description: words.w.field.changesNext },
        next_url: { type: 'string', format: 'uri' },
        licence: { const: licence.url },
        changes: { type: 'array', items: ref('change') }
      },
      additionalProperties: false
    }
  };
}
