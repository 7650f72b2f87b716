import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { publicRoutes } from '#lib/accounts/public-routes.ts';
import { datasets, datasetOf } from '#lib/open-data/datasets/index.ts';
import { licence } from '#lib/open-data/licence.ts';
import { asSent } from '#tests/support/as-sent.ts';
import { refusal } from '#tests/support/browserless.ts';
import { contract, faultsOf, type Contract } from '#tests/support/openapi.ts';
import { npmVersion, recordValidation } from '#tests/support/validations.ts';

const base = inject('baseUrl');
let described: Contract;
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(base + path, { headers, method, redirect: 'manual' });
const jsonOf = async (path: string): Promise<unknown> => (await get(path)).json();

beforeAll(async () => {
  described = contract(z.looseObject({}).parse(await jsonOf('/open/openapi.json')));
});

const row = z.looseObject({ id: z.string() });
const page = z.object({
  dataset: z.string(),
  seq: z.number(),
  licence: z.literal(licence.url),
  count: z.number().optional(),
  next: z.url().nullable(),
  rows: z.array(row)
});
const read = async (path: string) => page.parse(await jsonOf(path));

async function all(path: string) {
  const pages: z.infer<typeof page>[] = [];
  for (let next: string | null = path; next !== null;) {
    const one: z.infer<typeof page> = await read(next);
    pages.push(one);
    next = one.next?.replace(base, '') ?? null;
  }
  return pages;
}

async function fits(path: string, address: string, status = 200) {
  const response = await get(address);
  expect(response.status, address).toBe(status);
  await judge(path, response, address);
}

/** What Ajv says of an answer by the document, written down for the page about health. */
async function judge(path: string, response: Response, what: string) {
  const problems = (await described.faults(path, response)).map((one) => JSON.stringify(one));
  const told = { endpoint: path, tool: 'ajv', version: npmVersion('ajv'), problems };
  expect(recordValidation(told), what).toEqual([]);
}

describe('the OpenAPI document', () => {
  it.each(['', '/en'])('of %j is valid by the schema of OpenAPI 3.1', async (start) => {
    const whole = z.looseObject({ openapi: z.string() }).parse(await jsonOf(`${start}/open/openapi.json`));
    const tool = '@seriousme/openapi-schema-validator';
    const problems = (await faultsOf(whole)).map((one) => JSON.stringify(one));
    const told = { endpoint: `${start}/open/openapi.json`, tool, version: npmVersion(tool), problems };
    expect(recordValidation(told)).toEqual([]);
    expect(whole.openapi).toMatch(/^3\.1\./);
    expect(JSON.stringify(whole)).not.toMatch(/undefined|\{\{/);
  });

  it('tells of each data set: its list, its records, each parameter that it takes', () => {
    for (const { name, filters, past } of datasets) {
      expect(described.paths[`/open/api/v1/${name}/{id}`]?.get).toBeDefined();
      const told = described.paths[`/open/api/v1/${name}`]?.get?.parameters.map((one) => one.name);
      const taken = ['limit', 'cursor', 'count', ...(past ? ['at'] : []), ...Object.keys(filters)];
      expect(told, name).toEqual(taken);
    }
  });
});

describe('answers', () => {
  it('of the index are as the document says, with a slash at the end and without', async () => {
    for (const path of ['/open/api/v1', '/open/api/v1/', '/en/open/api/v1/'])
      await fits('/open/api/v1', path);
    const index = z
      .object({ datasets: z.array(z.looseObject({ name: z.string(), rows: z.url() })) })
      .parse(await jsonOf('/open/api/v1/'));
    expect(index.datasets.map(({ name }) => name)).toEqual(datasets.map(({ name }) => name));
    for (const { rows } of index.datasets) expect((await fetch(`${rows}?limit=1`)).status).toBe(200);
  });

  it.each(datasets.map(({ name }) => name))('of %s are as the document and the schema say', async (name) => {
    const path = `/open/api/v1/${name}`;
    await fits(path, `${path}?limit=1000`);
    const { rows } = await read(`${path}?limit=1000`);
    expect(rows.length, `demonstration data of ${name}`).toBeGreaterThan(0);
    const schema = datasetOf(name)?.row;
    for (const one of rows) expect(schema?.safeParse(one).error?.issues, JSON.stringify(one)).toBeUndefined();
    const id = rows.at(-1)?.id ?? '';
    await fits(`${path}/{id}`, `${path}/${encodeURIComponent(id)}`);
    await fits(`${path}/{id}`, `${path}/${id}`);
    const record = z.object({ row }).parse(await jsonOf(`${path}/${id}`));
    expect(record.row).toEqual(rows.at(-1));
    await fits(`${path}/{id}`, `${path}/nobody-has-this`, 404);
    await fits(path, `${path}?limit=0`, 400);
  });

  it('are told in the language of the address when something is wrong', async () => {
    const told = async (path: string) => (await refusal(await get(path))).detail;
    expect(await told('/open/api/v1/projects?limit=x')).toContain('参数“limit”');
    expect(await told('/en/open/api/v1/projects?limit=x')).toContain('parameter "limit"');
  });
});

describe('a list', () => {
  it('leads through every row once, by its own addresses and by Link', async () => {
    const pages = await all('/open/api/v1/milestones?limit=7');
    const ids = pages.flatMap(({ rows }) => rows.map(({ id }) => id));
    expect(pages.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
    const whole = await all('/open/api/v1/milestones?limit=1000&count=1');
    expect(whole.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(ids);
    expect(whole[0]?.count).toBe(ids.length);
    const first = await get('/open/api/v1/milestones?limit=7');
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1];
    expect(next).toBe(pages[0]?.next);
    const last = await get(pages.at(-2)?.next?.replace(base, '') ?? '');
    expect(last.headers.get('link')).not.toContain('rel="next"');
  });

  it('takes the filters of its page and keeps them over pages; counts only when asked', async () => {
    const filtered = await all('/open/api/v1/disclosures?status=overdue&limit=2&count=1');
    const rows = filtered.flatMap((one) => one.rows);
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['overdue']));
    expect(filtered[0]?.count).toBe(rows.length);
    expect((await read('/open/api/v1/disclosures?status=overdue')).count).toBeUndefined();
    // what forms send of fields that nobody filled in
    expect(await read('/open/api/v1/disclosures?status=overdue&q=&limit=&cursor=')).toEqual(
      await read('/open/api/v1/disclosures?status=overdue')
    );
    expect(
      (await read('/open/api/v1/projects?city=420600')).rows.every((one) =>
        String(one.division_code).startsWith('4206')
      )
    ).toBe(true);
  });

  const wrong: [string, string][] = [
    ['projects?limit=1001', 'open_parameter_wrong'],
    ['projects?limit=-1', 'open_parameter_wrong'],
    ['projects?limit=1e2', 'open_parameter_wrong'],
    ['projects?limit=5&limit=6', 'open_parameter_wrong'],
    ['projects?count=yes', 'open_parameter_wrong'],
    ['projects?stage=finished', 'open_parameter_wrong'],
    ['projects?city=42010', 'open_parameter_wrong'],
    ['projects?city=420100&district=420602', 'open_parameter_wrong'],
    ['projects?colour=red', 'open_parameter_unknown'],
    ['projects?page=2', 'open_parameter_unknown'],
    ['parties?at=1', 'open_at_unknown'],
    ['projects?at=99999999', 'open_at_ahead'],
    ['projects?at=-5', 'open_parameter_wrong'],
    ['projects?cursor=abc', 'open_cursor_damaged'],
    ['projects?cursor=AAAAAAAAAAAAAAAAAAAAAAAA', 'open_cursor_damaged']
  ];
  it.each(wrong)('answers 400 for %s', async (query, code) => {
    const response = await get(`/open/api/v1/${query}`);
    expect([response.status, (await refusal(response)).code]).toEqual([400, code]);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('refuses a cursor of another data set, of other filters, and one that was changed', async () => {
    const cursorOf = async (path: string) =>
      new URL((await read(path)).next ?? '').searchParams.get('cursor') ?? '';
    const cursor = await cursorOf('/open/api/v1/projects?limit=1');
    const codeOf = async (path: string) => (await refusal(await get(path))).code;
    expect(await codeOf(`/open/api/v1/parties?cursor=${cursor}`)).toBe('open_cursor_elsewhere');
    expect(await codeOf(`/open/api/v1/projects?pilot=yes&cursor=${cursor}`)).toBe('open_cursor_elsewhere');
    expect(await codeOf(`/open/api/v1/projects?cursor=${cursor.slice(0, -1)}`)).toBe('open_cursor_damaged');
    // another size of pages is the same list
    expect((await get(`/open/api/v1/projects?limit=3&cursor=${cursor}`)).status).toBe(200);
  });

  it('is unknown where there is no such data set', async () => {
    for (const path of ['/open/api/v1/nothing', '/open/api/v1/nothing/x', '/open/api/v1/__proto__'])
      expect((await refusal(await get(path))).code).toBe('unknown_dataset');
  });
});

describe('over HTTP', () => {
  const path = '/open/api/v1/projects?limit=50';

  it('each answer may be kept and asked for again; HEAD says the same without the body', async () => {
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    for (const [name, value] of [
      ['if-none-match', etag],
      ['if-modified-since', modified]
    ] as const) {
      const again = await get(path, { [name]: value });
      expect(again.status).toBe(304);
      expect(await described.faults('/open/api/v1/projects', again)).toEqual([]);
      expect(await again.text()).toBe('');
    }
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    const head = await get(path, {}, 'HEAD');
    for (const name of ['etag', 'link', 'content-type', 'last-modified', 'repr-digest'])
      expect(head.headers.get(name), name).toBe(first.headers.get(name));
    expect(await head.text()).toBe('');
  });

  it('the digest is that of the bytes as they come, packed or not', async () => {
    const sum = (bytes: Buffer) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
    const sent = (coding: string) => asSent(base + path, { 'accept-encoding': coding });
    const [bare, packed] = [await sent('identity'), await sent('gzip')];
    expect(bare.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    for (const { bytes, headers } of [bare, packed]) expect(headers['repr-digest']).toBe(sum(bytes));
    expect(gunzipSync(packed.bytes).equals(bare.bytes)).toBe(true);
  });

  it('any page may read it, also with conditions; nothing but reading is offered', async () => {
    const origin = { origin: 'https://elsewhere.example' };
    const answer = await get(path, origin);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    for (const name of ['ETag', 'Link', 'Last-Modified', 'Repr-Digest'])
      expect(answer.headers.get('access-control-expose-headers')).toContain(name);
    expect(answer.headers.get('link')).toContain(`<${licence.url}>; rel="license"`);
    expect(answer.headers.get('link')).toContain('rel="describedby"');
    const asks = {
      ...origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match'
    };
    for (const one of [path, '/open/changes', '/open/openapi.json', '/feeds/all.json']) {
      const may = await get(one, asks, 'OPTIONS');
      expect(may.status, one).toBe(204);
      expect(may.headers.get('access-control-allow-origin')).toBe('*');
      expect(may.headers.get('access-control-allow-headers')).toContain('If-None-Match');
    }
    expect((await get(path, { origin: base }, 'DELETE')).status).toBe(405);
  });
});

describe('every other path of the document', () => {
  const ways = { '[...]': '.+', '[]': '[^/]+', '.': '\\.' };
  const served = Object.keys(publicRoutes).map((id) => {
    const bare = id.replaceAll(/\[(\.\.\.)?\w+\]/g, '[$1]');
    const way = (part: string) => new Map(Object.entries(ways)).get(part) ?? part;
    return new RegExp(`^${bare.replaceAll(/\[\.\.\.\]|\[\]|\./g, way)}$`);
  });
  const isServed = (address: string) => served.some((route) => route.test(address.replace(/\?.*/, '')));
  /** Whole snapshots are made at night, and a tile is whole after 256 entries. */
  const mayBeMissing = /^\/(open\/snapshots|log\/tile)\//;

  async function samples(): Promise<(path: string) => string> {
    const { rows } = await read('/open/api/v1/projects?limit=1');
    const { rows: disclosed } = await read('/open/api/v1/disclosures?status=published&limit=1');
    const values: Record<string, string> = {
      ...{ code: '420100', kind: 'disclosure.published', slug: rows[0]?.id ?? '', seq: '1' },
      ...{ level: '0', index: '000', day: '2026-11-30', file: 'manifest.json' }
    };
    const company: Record<string, string> = { ...values, slug: String(disclosed[0]?.published_by) };
    return (path) => {
      const named = path.includes('organizations') ? company : values;
      const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => named[name] ?? '');
      return path === '/log/consistency' ? `${address}?from=1` : address;
    };
  }

  it('is served, and answers as the document says', async () => {
    const sample = await samples();
    const others = Object.keys(described.paths).filter((path) => !path.startsWith('/open/api/'));
    expect(others.length).toBeGreaterThan(60);
    for (const path of others.filter((one) => described.paths[one]?.get)) {
      const address = sample(path);
      expect(isServed(address), `${path} has a route`).toBe(true);
      const response = await get(address);
      if (!mayBeMissing.test(path)) expect(response.status, address).toBe(200);
      await judge(path, response, address);
    }
  });
});
