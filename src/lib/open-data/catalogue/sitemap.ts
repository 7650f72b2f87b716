import { languageTags, localise } from '#lib/i18n/paths.ts';

/** Kinds of pages that there are many of, with the pages of each, `*` for its slug. */
export const kinds = {
  projects: [
    '/projects/*',
    '/projects/*/disclosures',
    '/projects/*/open-days',
    '/projects/*/findings',
    '/projects/*/complaints'
  ],
  disclosures: ['/disclosures/*'],
  'open-days': ['/open-days/*'],
  findings: ['/findings/*'],
  complaints: ['/complaints/*'],
  organizations: ['/organizations/*']
} as const satisfies Record<string, readonly string[]>;
export type Kind = keyof typeof kinds;

export const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);

/** Records in one file: some thousand addresses, far below the 50,000 and 50 MB that a sitemap may have. */
export const recordsOf = (kind: Kind): number => Math.floor(5000 / kinds[kind].length);
/** What a file never goes beyond, however many were added between two bounds since. */
export const mostOf = (kind: Kind): number => Math.floor(25_000 / kinds[kind].length);

/** Pages that there is one of, in the order of their weight. */
export const single = [
  '/',
  '/projects',
  '/disclosures',
  '/disclosures/catalogue',
  '/open-days',
  '/open-days/figures',
  '/findings',
  '/findings/figures',
  '/findings/rules',
  '/complaints',
  '/complaints/figures',
  '/complaints/rules',
  '/complaints/new',
  '/supervisors',
  '/supervisors/rights',
  '/organizations',
  '/divisions',
  '/calendar',
  '/feeds',
  '/verify',
  '/open',
  '/open/health',
  '/open/quality',
  '/open/snapshots',
  '/open/api/v1/reference'
] as const;

/** A page in both languages, with the time of its last change where that may be told. */
export interface Entry {
  path: string;
  changed: string | null;
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const schema = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function inBoth(origin: string, { path, changed }: Entry): string {
  const address = (lang: 'zh' | 'en') => escape(origin + localise(path, lang));
  const alternates = [
    [languageTags.zh, address('zh')],
    [languageTags.en, address('en')],
    ['x-default', address('zh')]
  ].map(([tag = '', href = '']) => `<xhtml:link rel="alternate" hreflang="${tag}" href="${href}"/>`);
  const rest = `${changed ? `<lastmod>${changed}</lastmod>` : ''}${alternates.join('')}`;
  return (['zh', 'en'] as const).map((lang) => `<url><loc>${address(lang)}</loc>${rest}</url>\n`).join('');
}

/** One sitemap: each page in both languages, each naming the other. */
export const writeSitemap = (origin: string, entries: Entry[]): string =>
  `${head}<urlset xmlns="${schema}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries
    .map((entry) => inBoth(origin, entry))
    .join('')}</urlset>\n`;

/** The list of sitemaps. */
export const writeIndex = (origin: string, paths: string[]): string =>
  `${head}<sitemapindex xmlns="${schema}">\n${paths
    .map((path) => `<sitemap><loc>${escape(origin + path)}</loc></sitemap>\n`)
    .join('')}</sitemapindex>\n`;

/** The files of a kind: from one slug up to the next bound. `~` stands between, and at the ends nothing does. */
export function rangesOf(bounds: string[]): string[] {
  const starts = ['', ...bounds];
  return starts.map((from, i) => `${from}~${starts[i + 1] ?? ''}`);
}

const range = /^([a-z0-9_-]{0,60})~([a-z0-9_-]{0,60})$/i;
export function readRange(text: string): { from: string; until: string } | null {
  const [, from, until] = range.exec(text) ?? [];
  return from === undefined || until === undefined ? null : { from, until };
}
