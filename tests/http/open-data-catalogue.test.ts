import { gunzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { datasets } from '#lib/open-data/datasets/index.ts';
import * as codes from '#lib/open-data/oc4ids/codes.ts';
import { refusal } from '#tests/support/browserless.ts';
import { shacl, triples } from '#tests/support/rdf-readers.ts';
import { codeLists, draft7, oc4ids } from '#tests/support/schema-readers.ts';
import { standard } from '#tests/support/standards.ts';
import { npmVersion, recordValidation } from '#tests/support/validations.ts';

/** The descriptions of the open data, asked for on the built server and judged by tools that are not ours. */
const base = inject('baseUrl');
const get = (path: string, init: RequestInit = {}) => fetch(base + path, { redirect: 'manual', ...init });
const text = async (path: string) => {
  const response = await get(path);
  expect(response.status, path).toBe(200);
  return response.text();
};

const object = z.record(z.string(), z.unknown());
const project = z.looseObject({
  id: z.string(),
  title: z.string(),
  documents: z.array(z.looseObject({ id: z.string(), documentType: z.string() })).optional(),
  parties: z.array(z.looseObject({ roles: z.array(z.string()) })).optional()
});
const packaged = z.looseObject({
  uri: z.url(),
  version: z.literal('0.9'),
  projects: z.array(project).min(1),
  links: z.object({ next: z.url() }).optional()
});
const read = async (path: string) => packaged.parse(JSON.parse(await text(path)));

describe('/open/catalog.jsonld', () => {
  const path = '/open/catalog.jsonld';
  const judge = async (context: Parameters<typeof standard>[0], shapes: string) =>
    shacl(await text(path), standard(context, `dcat-ap/${shapes}.ttl`));

  it('conforms to DCAT-AP 3.0.1 by its shapes: properties, ranges and classes', async (context) => {
    const problems = [];
    for (const shapes of ['shacl_dcat-ap-SHACL', 'html_shacl_shapes', 'html_shacl_range', 'shacl_ranges'])
      problems.push(...(await judge(context, shapes)));
    const version = npmVersion('rdf-validate-shacl');
    expect(recordValidation({ endpoint: path, tool: 'rdf-validate-shacl', version, problems })).toEqual([]);
  });

  it('lacks of what is recommended only what the hub does not know', async (context) => {
    const warnings = await judge(context, 'html_shacl_shapes_recommended');
    // the kind of publisher, and the end of a period that goes on
    const known = /(#publisher http:\/\/purl\.org\/dc\/terms\/type|dcat#endDate) /;
    expect(warnings.filter((one) => !known.test(one))).toEqual([]);
  });

  it('describes each data set with each of its files, which are there, without asking the network', async () => {
    const found = await triples(await text(path));
    const of = (predicate: string) =>
      found.filter(({ predicate: { value } }) => value === `http://www.w3.org/ns/dcat#${predicate}`);
    expect(of('dataset')).toHaveLength(datasets.length);
    const files = of('downloadURL').map(({ object: { value } }) => value);
    expect(files).toHaveLength(datasets.reduce((sum, { place }) => sum + (place ? 4 : 3), 0));
    for (const url of files)
      expect((await get(new URL(url).pathname, { method: 'HEAD' })).status, url).toBe(200);
    const cores = found.filter(({ predicate: { value } }) => value.endsWith('#coreMetadata'));
    for (const {
      object: { value }
    } of cores)
      expect(JSON.parse(value)).toHaveLength(13);
    expect(cores).toHaveLength(datasets.length);
  });

  it('is the same for everyone, may be kept, and says its terms', async () => {
    const first = await get(path);
    expect(first.headers.get('content-type')).toBe('application/ld+json; charset=utf-8');
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    expect(first.headers.get('repr-digest')).toMatch(/^sha-256=:[\w+/]{43}=:$/);
    expect(first.headers.get('link')).toContain(
      '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    );
    expect(Date.parse(first.headers.get('last-modified') ?? '')).toBeGreaterThan(0);
    const again = await get(path, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });
});

describe('/open/datapackage.json', () => {
  it('is valid by the schemas of Data Package v2, each table and its columns too', async (context) => {
    const path = '/open/datapackage.json';
    const found = z
      .looseObject({
        resources: z.array(
          z.looseObject({ name: z.string(), path: z.url(), schema: object, dialect: object })
        )
      })
      .parse(JSON.parse(await text(path)));
    const [whole, resource, table, dialect] = [
      'datapackage',
      'dataresource',
      'tableschema',
      'tabledialect'
    ].map((name) => draft7(standard(context, `datapackage/${name}.v2.json`)));
    const problems = [
      ...(whole?.(found) ?? []),
      ...found.resources.flatMap((one) => [
        ...(resource?.(one) ?? []),
        ...(table?.(one.schema) ?? []),
        ...(dialect?.(one.dialect) ?? [])
      ])
    ];
    expect(recordValidation({ endpoint: path, tool: 'ajv', version: npmVersion('ajv'), problems })).toEqual(
      []
    );
    expect(found.resources.map(({ name }) => name)).toEqual(datasets.map(({ name }) => name));
    for (const one of found.resources) {
      const [header = ''] = (await text(new URL(one.path).pathname)).split('\n');
      const { fields } = z.object({ fields: z.array(z.looseObject({ name: z.string() })) }).parse(one.schema);
      expect(header.split(',')).toEqual(fields.map(({ name }) => name));
    }
  });

  it('would be refused with a column of an unknown type', (context) => {
    const judge = draft7(standard(context, 'datapackage/tableschema.v2.json'));
    expect(judge({ fields: [{ name: 'a', type: 'colour' }] })).not.toEqual([]);
  });
});

describe('OC4IDS', () => {
  const path = '/open/oc4ids/projects';

  async function pages() {
    const found = [];
    for (let next: string | undefined = `${path}.json`; next;) {
      const one: z.infer<typeof packaged> = await read(next);
      found.push(one);
      next = one.links && new URL(one.links.next).pathname + new URL(one.links.next).search;
    }
    return found;
  }

  it('packages are valid by the schemas of 0.9.5: pages, one project, the bulk', async (context) => {
    const judge = oc4ids(context);
    const tool = { tool: 'ajv-draft-04', version: npmVersion('ajv-draft-04') };
    const all = await pages();
    const record = (endpoint: string, problems: string[]) =>
      expect(recordValidation({ endpoint, ...tool, problems })).toEqual([]);
    record(`${path}.json`, all.flatMap(judge));
    const slug = all[0]?.projects[0]?.id.split('-').at(-1) ?? '';
    record(`${path}/*.json`, judge(await read(`${path}/${slug}.json`)));

    const response = await get(`${path}.json.gz`);
    expect(response.headers.get('content-type')).toBe('application/gzip');
    const bulk = packaged.parse(JSON.parse(gunzipSync(await response.bytes()).toString()));
    record(`${path}.json.gz`, judge(bulk));
    expect(bulk.projects).toEqual(all.flatMap(({ projects }) => projects));
    const tag = response.headers.get('etag') ?? '';
    expect((await get(`${path}.json.gz`, { headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  it('would be refused without a project, and with a status that there is not', async (context) => {
    const judge = oc4ids(context);
    const one = await read(`${path}.json`);
    expect(judge({ ...one, projects: [] })).not.toEqual([]);
    const [first] = one.projects;
    expect(judge({ ...one, projects: [{ ...first, status: 'building' }] })).not.toEqual([]);
  });

  it('uses codes of the closed lists alone, and of the open lists beside them those that are documented', async (context) => {
    const unknown = codeLists(context);
    const found = (await pages()).flatMap(({ projects }) => projects.flatMap((one) => unknown(one)));
    expect(found.filter(({ open }) => !open)).toEqual([]);
    const own = new Set([
      ...Object.values(codes.roles),
      ...Object.values(codes.documentTypes),
      ...Object.values(codes.milestones).map(({ code }) => code),
      ...['socialSupervisionReport', 'housing.residential', 'CN-GBT2260'],
      ...['x_sunlit_housing_type', 'x_sunlit_structure', 'x_sunlit_fit_out']
    ]);
    expect(found.filter(({ code }) => !own.has(code))).toEqual([]);
    expect(unknown({ status: 'building' })).toHaveLength(1);
  });

  it('tells each project once, with what is owed and not there', async () => {
    const projects = (await pages()).flatMap((one) => one.projects);
    expect(new Set(projects.map(({ id }) => id)).size).toBe(projects.length);
    expect(projects.every(({ id }) => /^oc4ids-xxxxxx-[a-z0-9]+$/.test(id))).toBe(true);
    const documents = projects.flatMap((one) => one.documents ?? []);
    expect(documents.filter((one) => one.x_status === 'overdue').length).toBeGreaterThan(0);
    expect(documents.filter((one) => typeof one.x_sha256 === 'string').length).toBeGreaterThan(10);
    const types = new Set(documents.map(({ documentType }) => documentType));
    for (const type of [
      'completionCertificate',
      'socialSupervisionReport',
      'complaints',
      'minutes.consultationMeeting'
    ])
      expect(types).toContain(type);
  });

  it('refuses what there is not: an unknown project, a cursor that is none, a page beyond the last', async () => {
    expect(await refusal(await get(`${path}/nothing.json`))).toMatchObject({
      status: 404,
      code: 'not_found'
    });
    expect(await refusal(await get(`${path}.json?after=x`))).toMatchObject({
      status: 400,
      code: 'invalid_cursor'
    });
    const beyond = await get(`${path}.json?after=ffffffff-ffff-ffff-ffff-ffffffffffff`);
    expect(await refusal(beyond)).toMatchObject({ status: 404, code: 'oc4ids_empty' });
  });
});
