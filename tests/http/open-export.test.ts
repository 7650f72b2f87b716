import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '@placemarkio/check-geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { datasets, type Dataset } from '#lib/open-data/datasets/index.ts';
import { licence } from '#lib/open-data/licence.ts';
import { cell, demoFolder, goAway, readCsv, readNdjson, rows, sha256 } from '#tests/support/open-exports.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';

let server: RunningServer;
const { dataDir, remove } = await demoFolder();
beforeAll(async () => {
  server = await startServer({ dataDir });
});
afterAll(async () => {
  await server.stop();
  await remove();
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, {
    headers: { 'accept-encoding': 'identity', ...headers },
    method,
    redirect: 'manual'
  });
const text = async (path: string) => (await get(path)).text();
const problem = z.object({ status: z.number(), code: z.string(), detail: z.string() });
const point = z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) });
const collection = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.looseObject({ geometry: point.nullable() }))
});
const openFiles = () => readdirSync(`/proc/${String(server.pid)}/fd`).length;
const all: readonly Dataset[] = datasets;

describe.each(all)('$name', ({ name, row, place }) => {
  it('says the same as CSV, JSON and NDJSON', async () => {
    const csv = await get(`/open/${name}.csv`);
    const records = readCsv(await csv.text());
    const told = rows.parse(await (await get(`/open/${name}.json`)).json());
    expect(csv.headers.get('x-row-count')).toBe(String(records.length));
    expect(records.length).toBeGreaterThan(0);
    expect(readNdjson(await text(`/open/${name}.ndjson`))).toEqual(told);
    const columns = Object.keys(row.shape);
    expect(Object.keys(told[0] ?? {})).toEqual(columns);
    expect(records).toEqual(
      told.map((one) => Object.fromEntries(columns.map((column) => [column, cell(one[column])])))
    );
  });

  it('has GeoJSON exactly where it has a place, in Hubei, as a checker reads it', async () => {
    const response = await get(`/open/${name}.geojson`);
    if (!place) {
      expect([response.status, problem.parse(await response.json()).code]).toEqual([
        404,
        'open_format_missing'
      ]);
      return;
    }
    expect(response.headers.get('content-type')).toContain('application/geo+json');
    const body = await response.text();
    // throws where the checker has anything to say
    check(body);
    const { features } = collection.parse(JSON.parse(body));
    expect(features).toHaveLength(Number(response.headers.get('x-row-count')));
    const points = features.flatMap(({ geometry }) => (geometry ? [geometry.coordinates] : []));
    expect(points.length).toBeGreaterThan(0);
    for (const [lng, lat] of points) {
      expect(lng > 108.3 && lng < 116.2, String(lng)).toBe(true);
      expect(lat > 29 && lat < 33.3, String(lat)).toBe(true);
    }
  });
});

describe('an answer', () => {
  it('says what it is, under which terms, and what its bytes are', async () => {
    for (const format of ['csv', 'json', 'ndjson', 'geojson']) {
      const response = await get(`/open/projects.${format}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const digest = sha256(bytes);
      const { headers } = response;
      expect(headers.get('repr-digest')).toBe(`sha-256=:${digest.toString('base64')}:`);
      expect(headers.get('etag')).toBe(`"${digest.toString('base64url').slice(0, 22)}"`);
      expect(headers.get('content-length')).toBe(String(bytes.length));
      expect(headers.get('content-disposition')).toMatch(
        new RegExp(`^attachment; filename="sunlit-projects-\\d{4}-\\d\\d-\\d\\d-s\\d+\\.${format}"$`)
      );
      expect(headers.get('link')).toContain(`<${licence.url}>; rel="license"`);
      expect(headers.get('link')).toContain('/open/projects>; rel="describedby"');
      expect(headers.get('cache-control')).toBe('public, max-age=60');
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toMatch(/ETag.*Repr-Digest.*X-Journal-Seq/);
      expect(Number(headers.get('x-journal-seq'))).toBeGreaterThan(0);
    }
  });

  it('is the same bytes in each coding, with a tag that says so weakly', async () => {
    const plain = await get('/open/disclosures.csv');
    const given = await plain.text();
    for (const coding of ['gzip', 'br']) {
      const coded = await get('/open/disclosures.csv', { 'accept-encoding': coding });
      expect(coded.headers.get('content-encoding')).toBe(coding);
      expect(coded.headers.get('etag')).toBe(`W/${plain.headers.get('etag') ?? ''}`);
      expect(coded.headers.has('repr-digest') || coded.headers.has('content-length')).toBe(false);
      expect(coded.headers.get('vary')).toContain('Accept-Encoding');
      expect(await coded.text()).toBe(given);
    }
  });

  it('is not sent again to whoever has it, and HEAD has its headers alone', async () => {
    const path = '/open/parties.csv';
    const first = await get(path);
    await first.arrayBuffer();
    const etag = first.headers.get('etag') ?? '';
    const changed = first.headers.get('last-modified') ?? '';
    const conditions: Record<string, string>[] = [
      { 'if-none-match': etag },
      { 'if-none-match': `"x", W/${etag}` },
      { 'if-none-match': '*' },
      { 'if-modified-since': changed }
    ];
    for (const asked of conditions) {
      const again = await get(path, asked);
      expect([again.status, await again.text()]).toEqual([304, '']);
      expect(again.headers.get('etag')).toBe(etag);
    }
    expect((await get(path, { 'if-none-match': '"other"', 'if-modified-since': changed })).status).toBe(200);
    expect((await get(path, { 'if-modified-since': 'Mon, 01 Jan 2024 00:00:00 GMT' })).status).toBe(200);
    const head = await get(path, {}, 'HEAD');
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'content-length', 'content-type', 'repr-digest', 'content-disposition'])
      expect(head.headers.get(name)).toBe(first.headers.get(name));
  });

  it('for spreadsheets has a mark, CRLF, and its own name', async () => {
    const response = await get('/open/projects.csv?for=excel');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(response.headers.get('content-disposition')).toContain('.excel.csv"');
    const records = readCsv(new TextDecoder().decode(bytes));
    // a permit is a number of 18 digits, which a spreadsheet would round
    expect(records.every(({ permit_no = '' }) => permit_no === '' || permit_no.startsWith("'"))).toBe(true);
    expect(records).toHaveLength(readCsv(await text('/open/projects.csv')).length);
  });
});

describe('a parameter', () => {
  it('narrows as on the pages', async () => {
    const every = rows.parse(await (await get('/open/projects.json')).json());
    const some = rows.parse(
      await (await get('/open/projects.json?city=420100&type=commodity&stage=')).json()
    );
    expect(some).toEqual(
      every.filter((one) => String(one.division_code).startsWith('4201') && one.housing_type === 'commodity')
    );
    expect(some.length).toBeGreaterThan(0);
    expect((await get('/open/projects.csv?city=420100')).headers.get('content-disposition')).toContain(
      '-part-'
    );
  });

  it.each([
    ['/open/projects.csv?stage=demolition', 400, 'open_parameter_wrong'],
    ['/open/projects.csv?cty=420100', 400, 'open_parameter_unknown'],
    ['/open/projects.csv?city=420100&city=420200', 400, 'open_parameter_repeated'],
    ['/open/projects.csv?city=420300&district=420106', 400, 'open_district_outside'],
    ['/open/projects.csv?box=1,2', 400, 'open_parameter_wrong'],
    ['/open/projects.csv?q=%00', 400, 'open_parameter_wrong'],
    ['/open/findings.csv?from=2026-02-30', 400, 'open_parameter_wrong'],
    ['/open/projects.csv?for=word', 400, 'open_parameter_wrong'],
    ['/open/projects.json?for=excel', 400, 'open_excel_csv_only'],
    ['/open/projects.csv?at=-1', 400, 'open_parameter_wrong'],
    ['/open/projects.csv?at=999999999', 400, 'open_at_ahead'],
    ['/open/projects.csv?at=5&q=x', 400, 'filter_not_of_past'],
    ['/open/parties.csv?at=5', 400, 'open_at_unknown'],
    ['/open/nothing.csv', 404, 'unknown_dataset'],
    ['/open/constructor.csv', 404, 'unknown_dataset'],
    ['/open/projects.xlsx', 404, 'open_format_missing']
  ])('that says nothing is refused in words: %s', async (path, status, code) => {
    for (const start of ['', '/en']) {
      const response = await get(start + path);
      const told = problem.parse(await response.json());
      expect([response.status, told.code]).toEqual([status, code]);
      expect(told.detail).toMatch(start === '' ? /\p{Script=Han}/u : /^[A-Z][^\p{Script=Han}]+$/u);
      expect(told.detail).not.toContain('errors.');
      expect(response.headers.get('content-type')).toContain('problem+json');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    }
  });
});

it('as of an earlier entry has what was there then', async () => {
  const now = await get('/open/projects.json');
  const seq = Number(now.headers.get('x-journal-seq'));
  const latest = rows.parse(await now.json());
  expect(rows.parse(await (await get(`/open/projects.json?at=${String(seq)}`)).json())).toEqual(latest);
  const early = await get('/open/projects.json?at=40');
  expect(early.headers.get('x-journal-seq')).toBe('40');
  expect(rows.parse(await early.json()).length).toBeLessThan(latest.length);
});

it('who goes away leaves nothing open', async () => {
  await text('/open/deadlines.json');
  const before = openFiles();
  for (let i = 0; i < 30; i += 1) {
    await goAway(`${server.url}/open/deadlines.json`, 'at the first byte');
    await goAway(`${server.url}/open/projects.csv?q=${String(i % 3)}`, 'at once');
  }
  await expect.poll(openFiles, { timeout: 30_000 }).toBeLessThanOrEqual(before + 3);
  expect((await get('/open/deadlines.json')).status).toBe(200);
});

it('is whole again after the server was killed while it made them', async () => {
  const many = all.flatMap(({ name }) => ['csv', 'json'].map((format) => `/open/${name}.${format}`));
  const asked = many.map((path) => text(path).catch(() => 'gone'));
  await server.stop('SIGKILL');
  await Promise.all(asked);
  server = await startServer({ dataDir });
  for (const path of many) {
    const response = await get(path);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.headers.get('repr-digest')).toBe(`sha-256=:${sha256(bytes).toString('base64')}:`);
  }
  await text('/open/projects.csv?q=once');
  expect(readdirSync(join(dataDir, 'open/dumps')).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('that has to be made for each question is made so often only', async () => {
  const statuses: number[] = [];
  let told: Response | null = null;
  for (let i = 0; i < 75; i += 1) {
    const response = await get(`/open/projects.csv?q=word${String(i)}`);
    await response.arrayBuffer();
    statuses.push(response.status);
    if (response.status === 429) told ??= response;
  }
  expect(statuses[0]).toBe(200);
  expect(statuses.at(-1)).toBe(429);
  expect(Number(told?.headers.get('retry-after'))).toBeGreaterThan(0);
  // what stands ready is there for everyone
  expect((await get('/open/projects.csv')).status).toBe(200);
});
