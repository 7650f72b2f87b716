import { kinds } from '#lib/journal/entry.ts';
import { stages } from '#lib/projects/projects.ts';
import { inPath, inQuery, number, ok, oneOf, ref, refusals, text } from './parts.ts';
import type { Parameter, Paths, Schema } from './types.ts';
import { fill, type Words } from './words/index.ts';

const formats = ['rss', 'json'] as const;
const contents: Record<(typeof formats)[number], Record<string, Schema>> = {
  rss: { 'application/rss+xml': text },
  json: { 'application/feed+json': ref('json_feed') }
};

const narrowed = (words: Words): Parameter[] => [
  inQuery('before', words.w.param.before, number(1)),
  inQuery('kind', words.w.param.kind, oneOf(...kinds)),
  inQuery('item', words.w.param.item, text),
  inQuery('stage', words.w.param.stage, oneOf(...stages))
];

/** What feeds there are, by the part of the address that names them. */
function feeds(
  words: Words
): [string, 'all' | 'division' | 'organization' | 'project' | 'kind', Parameter[]][] {
  const slug = (of: 'organization' | 'project') =>
    inPath('slug', words.w.param[of], { type: 'string', pattern: '^[a-z0-9]{10}$' });
  const code: Schema = { type: 'string', pattern: '^\\d{6}$' };
  const all = narrowed(words);
  return [
    ['all', 'all', all],
    ['divisions/{code}', 'division', [inPath('code', words.w.param.division, code), ...all]],
    ['organizations/{slug}', 'organization', [slug('organization'), ...all]],
    ['projects/{slug}', 'project', [slug('project'), ...all]],
    [
      'kinds/{kind}',
      'kind',
      [inPath('kind', words.w.param.kind, oneOf(...kinds)), ...all.filter(({ name }) => name !== 'kind')]
    ]
  ];
}

export function feedPaths(words: Words): Paths {
  const all = feeds(words).flatMap(([path, of, parameters]) =>
    formats.map((format): [string, Paths[string]] => [
      `/feeds/${path}.${format}`,
      {
        get: {
          operationId: `feed_${of}_${format}`,
          tags: ['feeds'],
          summary: fill(words.w.op.feed[of], { format: format === 'rss' ? 'RSS 2.0' : 'JSON Feed 1.1' }),
          parameters,
          responses: { 200: ok(words.w.answer.feed, contents[format]), ...refusals(400, 404) }
        }
      }
    ])
  );
  return {
    ...Object.fromEntries(all),
    '/feeds/opml.xml': {
      get: {
        operationId: 'feed_opml',
        tags: ['feeds'],
        summary: words.w.op.opml,
        responses: { 200: ok(words.w.answer.feed, { 'text/x-opml': text }), ...refusals() }
      }
    }
  };
}

/** JSON Feed 1.1, as far as we write it. */
export const feedSchemas: Record<string, Schema> = {
  json_feed: {
    type: 'object',
    required: ['version', 'title', 'feed_url', 'home_page_url', 'items', '_sunlit'],
    properties: {
      version: { const: 'https://jsonfeed.org/version/1.1' },
      title: text,
      feed_url: { type: 'string', format: 'uri' },
      home_page_url: { type: 'string', format: 'uri' },
      next_url: { type: 'string', format: 'uri' },
      items: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'url', 'title', 'content_text', 'date_published', '_sunlit'],
          properties: {
            id: text,
            url: { type: 'string', format: 'uri' },
            title: text,
            content_text: text,
            date_published: { type: 'string', format: 'date-time' },
            _sunlit: {
              type: 'object',
              required: ['seq', 'kind', 'occurred_at', 'demo', 'facts'],
              properties: { seq: number(1), kind: oneOf(...kinds), facts: { type: 'object' } }
            }
          }
        }
      },
      _sunlit: { type: 'object', required: ['licence_url', 'demo'] }
    }
  }
};
