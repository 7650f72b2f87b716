import { localise } from '#lib/i18n/paths.ts';
import type { Lang } from '#lib/i18n/types.ts';
import { version } from '#lib/server/version.ts';
import { licence } from '../licence.ts';
import { components, problemSchema } from './parts.ts';
import { apiPaths, apiSchemas } from './paths-api.ts';
import { cataloguePaths } from './paths-catalogue.ts';
import { changesPaths, changesSchemas } from './paths-changes.ts';
import { exportPaths } from './paths-exports.ts';
import { feedPaths, feedSchemas } from './paths-feeds.ts';
import { logPaths, logSchemas } from './paths-log.ts';
import type { OpenApi } from './types.ts';
import { wordsIn } from './words/index.ts';

const tags = ['rows', 'changes', 'exports', 'feeds', 'catalogue', 'oc4ids', 'log', 'snapshots'] as const;
export type Tag = (typeof tags)[number];

/** All endpoints for programs, as OpenAPI 3.1: the shapes of rows come from the schemas that pages and exports use too. */
export function document(lang: Lang, origin: string): OpenApi {
  const words = wordsIn(lang);
  return {
    openapi: '3.1.1',
    info: {
      title: words.w.title,
      version,
      summary: words.w.summary,
      description: words.w.about,
      termsOfService: licence.url,
      license: { name: licence.name[lang], url: licence.url }
    },
    // an English address is the same with /en before it
    servers: [{ url: origin + localise('/', lang).replace(/\/$/, ''), description: words.w.server }],
    tags: tags.map((name) => ({ name, description: words.w.tag[name].about })),
    paths: {
      ...apiPaths(words),
      ...changesPaths(words),
      ...exportPaths(words),
      ...feedPaths(words),
      ...cataloguePaths(words),
      ...logPaths(words)
    },
    components: {
      schemas: {
        problem: problemSchema(words),
        ...apiSchemas(words),
        ...changesSchemas(words),
        ...feedSchemas,
        ...logSchemas
      },
      ...components(words)
    }
  };
}
