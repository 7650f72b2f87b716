import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { websub } from '#lib/open-data/websub/jobs.server.ts';
import { runNow, register } from '#lib/server/jobs.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

/** A WebSub hub that keeps what it is told, and can be out of order. */
const told: URLSearchParams[] = [];
let broken = false;
const listener: Server = createServer((request, response) => {
  void text(request).then((body) => {
    if (!broken) told.push(new URLSearchParams(body));
    response.writeHead(broken ? 503 : 204).end();
  });
});

let hub: TestHub;
beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  hub = await openTestHub({
    env: { HUB_WEBSUB: `http://127.0.0.1:${String(address.port)}/hub`, ORIGIN: 'https://hub.example' }
  });
  await register(hub, [websub]);
});
afterAll(async () => {
  await hub.close();
  listener.close();
});

const save = async (facts: Record<string, unknown>) => {
  const { error } = await hub.service.rpc('save_project', { facts });
  if (error) throw new Error(error.message);
};
const run = () => runNow(hub, websub);
const topics = () => told.flatMap((one) => one.getAll('hub.url'));

it('tells the hub of the feeds that have news, once, and again what it did not take', async () => {
  await save({
    permit_no: '420106202603010001',
    name: '先有的项目',
    division_code: '420106',
    housing_type: 'commodity'
  });
  // what was there before a hub was set is no news
  expect(await run()).toEqual({ topics: 0 });
  expect(told).toEqual([]);

  await save({
    permit_no: '420106202603010002',
    name: '新的项目',
    division_code: '420106',
    housing_type: 'commodity',
    parties: { developer: { name: '甲公司', leader: '张三' } }
  });
  broken = true;
  await expect(run()).rejects.toThrow('503');
  expect(told).toEqual([]);
  broken = false;
  await run();
  expect(told.every((one) => one.get('hub.mode') === 'publish')).toBe(true);
  expect(told.every((one) => one.getAll('hub.url').length <= 50)).toBe(true);
  const { data } = await hub.visitor.from('projects').select('slug').eq('name', '新的项目').single();
  const slug = String(data?.slug);
  for (const path of [
    '/feeds/all',
    '/feeds/divisions/420000',
    '/feeds/divisions/420100',
    '/feeds/divisions/420106',
    '/feeds/kinds/project.registered',
    '/feeds/lists/projects',
    `/feeds/projects/${slug}`
  ]) {
    for (const ending of ['rss', 'json']) {
      expect(topics()).toContain(`https://hub.example${path}.${ending}`);
      expect(topics()).toContain(`https://hub.example/en${path}.${ending}`);
    }
  }
  expect(topics()).not.toContain('https://hub.example/feeds/divisions/420200.rss');
  expect(topics().filter((one) => one.includes('/feeds/organizations/'))).toHaveLength(4);
  expect(new Set(topics()).size).toBe(topics().length);

  told.length = 0;
  expect(await run()).toEqual({ topics: 0 });
  expect(told).toEqual([]);
});
