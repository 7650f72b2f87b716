/**
 * What machines read, as the page of its health lists it. `path` is the pattern that validations are kept by, `example` an
 * address that answers.
 */
export const endpoints = [
  { key: 'csv', path: '/open/{dataset}.csv', example: '/open/divisions.csv' },
  { key: 'json', path: '/open/{dataset}.json', example: '/open/divisions.json' },
  { key: 'ndjson', path: '/open/{dataset}.ndjson', example: '/open/divisions.ndjson' },
  { key: 'geojson', path: '/open/{dataset}.geojson', example: '/open/divisions.geojson' },
  { key: 'api', path: '/open/api/v1/{dataset}', example: '/open/api/v1/divisions' },
  { key: 'openapi', path: '/open/openapi.json', example: '/open/openapi.json' },
  { key: 'changes', path: '/open/changes', example: '/open/changes?after=0' },
  { key: 'dcat', path: '/open/catalog.jsonld', example: '/open/catalog.jsonld' },
  { key: 'datapackage', path: '/open/datapackage.json', example: '/open/datapackage.json' },
  { key: 'oc4ids', path: '/open/oc4ids/projects.json', example: '/open/oc4ids/projects.json' },
  { key: 'snapshots', path: '/open/snapshots/{day}/SHA256SUMS', example: null },
  { key: 'rss', path: '/feeds/{feed}.rss', example: '/feeds/all.rss' },
  { key: 'jsonFeed', path: '/feeds/{feed}.json', example: '/feeds/all.json' },
  { key: 'opml', path: '/feeds/opml.xml', example: '/feeds/opml.xml' },
  { key: 'calendar', path: '/calendar/{calendar}.ics', example: '/calendar/all.ics' },
  { key: 'checkpoint', path: '/log/checkpoint', example: '/log/checkpoint' },
  { key: 'tiles', path: '/log/tile/{tile}', example: null },
  { key: 'sitemap', path: '/sitemap.xml', example: '/sitemap.xml' }
] as const;
export type EndpointKey = (typeof endpoints)[number]['key'];

interface Pattern {
  key: EndpointKey;
  path: string;
}

/** Addresses of the same outlets that have no line of their own. */
const besides: Pattern[] = [
  { key: 'api', path: '/open/api/v1/{dataset}/{id}' },
  { key: 'openapi', path: '/en/open/openapi.json' },
  { key: 'changes', path: '/open/changes.ndjson' },
  { key: 'oc4ids', path: '/open/oc4ids/projects.json.gz' },
  { key: 'oc4ids', path: '/open/oc4ids/projects/{slug}.json' },
  { key: 'snapshots', path: '/open/snapshots.json' },
  { key: 'sitemap', path: '/sitemap/{part}.xml' }
];
const patterns: Pattern[] = [...endpoints, ...besides];

/** `{…}` stands for one part of a path, or more; a data set is one. */
function pattern(path: string): RegExp {
  const escaped = path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('{dataset}', '[^/]+').replaceAll(/\{\w+\}/g, '.+')}$`);
}

/**
 * The endpoint that a validation was of: its pattern, or an address that it fits. The most exact pattern wins, so that
 * OPML is no feed. Undefined for what is not listed.
 */
export function endpointOf(path: string): EndpointKey | undefined {
  const plain = path.replace(/\?.*$/, '').replaceAll(/\[(\w+)\]/g, '{$1}');
  const exact = patterns.find((one) => one.path === plain);
  if (exact) return exact.key;
  const fitting = patterns.filter((one) => pattern(one.path).test(plain));
  return fitting.sort((a, b) => b.path.length - a.path.length)[0]?.key;
}
