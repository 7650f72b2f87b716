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

type Timeless = Omit<OpenApi, 'servers'>;
const made: Partial<Record<Lang, Timeless>> = {};

function make(lang: Lang): Timeless {
  const words = wordsIn(lang);
  const { w } = words;
  return {
    openapi: '3.1.1',
    info: {
      title: w.title,
      version,
      summary: w.summary,
      description: w.about,
      termsOfService: licence.url,
      license: { name: licence.name[lang], url: licence.url }
    },
    tags: tags.map((name) => ({ name, description: w.tag[name].about })),
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

/** All endpoints for programs, as OpenAPI 3.1: the shapes of rows come from the schemas that pages and exports use too. */
export function document(lang: Lang, origin: string): OpenApi {
  const { openapi, info, ...rest } = (made[lang] ??= make(lang));
  // an English address is the same with /en before it
  const url = origin + localise('/', lang).replace(/\/$/, '');
  return { openapi, info, servers: [{ url, description: wordsIn(lang).w.server }], ...rest };
}
