import { expect, it } from 'vitest';
import { validations } from './validations.ts';

/** What a release must not go out without: written by the suites, folded by `node tools/validations.ts`. */
const promised = [
  ['/open/catalog.jsonld', 'rdf-validate-shacl'],
  ['/open/datapackage.json', 'ajv'],
  ['/open/oc4ids/projects.json', 'ajv-draft-04'],
  ['/open/oc4ids/projects/*.json', 'ajv-draft-04'],
  ['/open/oc4ids/projects.json.gz', 'ajv-draft-04'],
  ['/open/*', 'jsonld'],
  ['/feeds/*.rss', 'xmllint'],
  ['/feeds/*.rss', 'feedparser'],
  ['/feeds/*.json', 'ajv'],
  ['/feeds/opml.xml', 'xmllint'],
  ['/calendar/*.ics', 'icalendar'],
  ['/sitemap.xml', 'xmllint'],
  ['/sitemap/*.xml', 'xmllint'],
  ['/robots.txt', 'urllib.robotparser']
];

it('are shipped for each endpoint that a tool that is not ours judges, once each, all well', () => {
  const names = validations.map(({ endpoint, tool }) => `${endpoint} ${tool}`);
  expect(new Set(names).size).toBe(names.length);
  expect(promised.map((one) => one.join(' ')).filter((one) => !names.includes(one))).toEqual([]);
  expect(validations.filter(({ ok, problems }) => !ok || problems.length > 0)).toEqual([]);
});
