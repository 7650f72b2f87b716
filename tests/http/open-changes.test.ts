import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { datasetOf } from '#lib/open-data/datasets/index.ts';
import { asSent } from '#tests/support/as-sent.ts';
import { refusal } from '#tests/support/browserless.ts';
import { newPermit, projectForm } from '#tests/support/disclosing.ts';
import { contract, type Contract } from '#tests/support/openapi.ts';
import { serveOutside } from '#tests/support/outside-server.ts';

const most = 5;
const token = 'a token for whoever measures';
const start = () =>
  serveOutside(
    async (o) => {
      const shown = await o.published();
      const gone = await o.published();
      await o.act(o.officer.db, gone.slug, 'keep_private', { reason: '涉及投诉人隐私' });
      return { shown, gone };
    },
    '192.0.3',
    { HUB_BENCH: 'on', HUB_CHANGES_WAITING: String(most), HUB_METRICS_TOKEN: token }
  );
let s: Awaited<ReturnType<typeof start>>;
let described: Contract;
beforeAll(async () => {
  s = await start();
  const document: unknown = await (await s.program('/open/openapi.json')).json();
  described = contract(z.looseObject({}).parse(document));
});
afterAll(() => s.close());

const change = z.object({
  seq: z.number(),
  dataset: z.string(),
  key: z.string(),
  id: z.string(),
  row: z.looseObject({}).nullable()
});
const page = z.object({
  after: z.number(),
  head: z.number(),
  next: z.number(),
  next_url: z.url(),
  licence: z.url(),
  changes: z.array(change)
});
const get = (query: string, init: RequestInit = {}) => s.program(`/open/changes?${query}`, init);
const read = async (query: string) => page.parse(await (await get(query)).json());
const head = async () => (await read('after=0')).head;

/** An officer writes at this node. */
async function write(name: string): Promise<void> {
  const made = await s.as('officer').post('/desk/projects/new?/save', projectForm(newPermit(), name));
  expect(made.headers.get('location'), await made.text()).toMatch(/projects\//);
}

async function waitingNow(): Promise<number> {
  const answer = await s.program('/metrics', { headers: { authorization: `Bearer ${token}` } });
  return Number(/^sunlit_changes_waiting (\d+)$/m.exec(await answer.text())?.[1]);
}
async function untilWaiting(count: number): Promise<void> {
  while ((await waitingNow()) !== count) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('what changed', () => {
  it('comes in pages as the document says, in order, each record once a page with its row as of now', async () => {
    expect(await described.faults('/open/changes', await get('after=0'))).toEqual([]);
    const whole = await read('after=0&limit=1000');
    expect(whole.next).toBe(whole.head);
    const order = whole.changes.map(({ seq }) => seq);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    const names = whole.changes.map(({ dataset, key }) => `${dataset} ${key}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { dataset, row } of whole.changes)
      expect(row === null ? undefined : datasetOf(dataset)?.row.safeParse(row).error?.issues).toBeUndefined();

    const told = new Map<string, unknown>();
    for (let after = 0; ;) {
      const { changes, next } = await read(`after=${after}&limit=1`);
      for (const { dataset, key, row } of changes) told.set(`${dataset} ${key}`, row);
      if (next === after) break;
      after = next;
    }
    expect(told).toEqual(new Map(whole.changes.map(({ dataset, key, row }) => [`${dataset} ${key}`, row])));
  });

  it('tells of what is no longer public without its row, and the record itself is gone', async () => {
    const { changes } = await read('after=0&limit=1000');
    const of = (slug: string) => changes.find(({ dataset, id }) => dataset === 'complaints' && id === slug);
    expect(of(s.shown.slug)?.row).toMatchObject({ id: s.shown.slug, number: s.shown.number });
    expect(of(s.gone.slug)?.row).toBeNull();
    const path = '/open/api/v1/complaints/{id}';
    const answer = await s.program(`/open/api/v1/complaints/${s.gone.slug}`);
    expect(answer.status).toBe(410);
    expect(await described.faults(path, answer)).toEqual([]);
    expect((await s.program(`/open/api/v1/complaints/${s.shown.slug}`)).status).toBe(200);
  });

  it('is the same in NDJSON, whose last line says where to go on', async () => {
    const { changes, ...frame } = await read('after=1&limit=2');
    const answer = await s.program('/open/changes.ndjson?after=1&limit=2');
    expect(await described.faults('/open/changes.ndjson', answer.clone())).toEqual([]);
    const lines = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    const next_url = frame.next_url.replace('/open/changes?', '/open/changes.ndjson?');
    expect(lines).toEqual([...changes, { ...frame, next_url }]);
  });

  it('is packed where the reader can unpack it, and is not sent again while it is the same', async () => {
    const headers = { 'accept-encoding': 'gzip', 'x-forwarded-for': '192.0.3.1' };
    const { headers: sent, bytes } = await asSent(`${s.url}/open/changes`, headers);
    expect(sent['content-encoding']).toBe('gzip');
    expect(page.parse(JSON.parse(gunzipSync(bytes).toString())).after).toBe(0);
    const at = await head();
    for (const query of ['after=0', `after=${at}`, `after=${at}&wait=1`]) {
      const first = await get(query);
      const again = await get(query, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
      expect(again.status, query).toBe(304);
      expect(await described.faults('/open/changes', again)).toEqual([]);
    }
    const bare = await get('after=0', { method: 'HEAD' });
    expect([bare.status, await bare.text()]).toEqual([200, '']);
    expect(bare.headers.get('access-control-allow-origin')).toBe('*');
    expect(bare.headers.get('repr-digest')).toMatch(/^sha-256=:/);
    expect(bare.headers.get('link')).toContain('rel="next"');
  });

  const wrong: [string, string][] = [
    ['after=-1', 'open_parameter_wrong'],
    ['after=x', 'open_parameter_wrong'],
    ['after=1&after=2', 'open_parameter_wrong'],
    ['wait=61', 'open_parameter_wrong'],
    ['limit=0', 'open_parameter_wrong'],
    ['limit=1001', 'open_parameter_wrong'],
    ['since=5', 'open_parameter_unknown'],
    ['after=999999', 'open_after_ahead'],
    ['after=999999&wait=60', 'open_after_ahead']
  ];
  it.each(wrong)('answers 400 for %s', async (query, code) => {
    const answer = await get(query);
    expect(await described.faults('/open/changes', answer.clone())).toEqual([]);
    expect([answer.status, (await refusal(answer)).code]).toEqual([400, code]);
  });
});

describe('who waits', () => {
  it('is told when something is written, all at once, and what it was', async () => {
    const after = await head();
    const asked = ['', '.ndjson', ''].map((form) => s.program(`/open/changes${form}?after=${after}&wait=60`));
    await untilWaiting(3);
    await write('等来的小区');
    const answers = await Promise.all(asked);
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('等来的小区');
    }
    expect(await waitingNow()).toBe(0);
  });

  it('gets an empty page when the time is over', async () => {
    const after = await head();
    expect(await read(`after=${after}&wait=1`)).toMatchObject({
      after,
      head: after,
      next: after,
      changes: []
    });
  });

  it('is forgotten when it leaves', async () => {
    const after = await head();
    const leaving = new AbortController();
    const left = get(`after=${after}&wait=60`, { signal: leaving.signal }).then(
      () => 'answered',
      () => 'left'
    );
    await untilWaiting(1);
    leaving.abort();
    expect(await left).toBe('left');
    await untilWaiting(0);
  });

  it('is one of a bounded number; beyond that the answer is 503, and asking without waiting goes on', async () => {
    const after = await head();
    const asked = Array.from({ length: most }, () => get(`after=${after}&wait=60`));
    await untilWaiting(most);
    const refused = await get(`after=${after}&wait=60`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await described.faults('/open/changes', refused.clone())).toEqual([]);
    expect((await refusal(refused)).code).toBe('open_waiting_full');
    expect((await get(`after=${after}`)).status).toBe(200);
    await write('大家等来的小区');
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(asked.map(() => 200));
    expect(await waitingNow()).toBe(0);
  });

  it('is answered when the server stops, which then ends in order', async () => {
    const after = await head();
    const last = get(`after=${after}&wait=60`);
    await untilWaiting(1);
    const stopped = s.close();
    const answer = await last;
    expect(answer.status).toBe(200);
    expect(page.parse(await answer.json()).changes).toEqual([]);
    expect(await stopped).toBe(0);
  });
});
