import { localise } from '#lib/i18n/paths.ts';

/** What no search engine needs: accounts, the desk, letters to persons, the workings of the map, and endless views. */
const closed = [
  '/account/',
  '/desk',
  '/subscribe',
  '/complaints/track',
  '/open-days/refuse',
  '/map/',
  '/health/',
  '/metrics',
  '/open/changes',
  // lists by several filters at once: each page of theirs is in the sitemap or reached by one filter
  '/*?*&'
];

/** The same rules for everyone, in both languages, and where the sitemap is. */
export function writeRobots(origin: string): string {
  const rules = closed.flatMap((path) => (path.startsWith('/*') ? [path] : [path, localise(path, 'en')]));
  return [
    'User-agent: *',
    ...rules.map((path) => `Disallow: ${path}`),
    'Allow: /',
    '',
    `Sitemap: ${origin}/sitemap.xml`,
    ''
  ].join('\n');
}
