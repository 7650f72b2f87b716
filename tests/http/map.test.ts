import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { mapReply, nearby } from '#lib/projects/schema.ts';

const base = inject('baseUrl');
const box = 'west=107&south=28&east=117.5&north=34.5';

const get = (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers });

const problem = z.object({ status: z.number(), code: z.string() });

describe('/map/projects', () => {
  it('answers what the list counts, to anyone, from the cache, by its tag', async () => {
    const first = await get(`/map/projects?${box}&zoom=7&stage=construction`);
    expect(first.status).toBe(200);
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('cache-control')).toContain('public');
    const reply = mapReply.parse(await first.json());
    const sum = (reply.divisions ?? []).reduce((n, [, , , count]) => n + count, 0);
    expect(sum).toBe(reply.total - reply.without_location);
    const page = await (await get('/projects?stage=construction')).text();
    expect(page).toContain(`共 ${String(reply.total)} 个项目`);

    const etag = first.headers.get('etag') ?? '';
    const again = await get(`/map/projects?stage=construction&zoom=7&${box}`, { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(again.headers.get('x-cache')).toBe('hit');
  });

  it('answers single works close by', async () => {
    const response = await get('/map/projects?west=114.2&south=30.5&east=114.4&north=30.7&zoom=13');
    const { points = [] } = mapReply.parse(await response.json());
    expect(points.length).toBeGreaterThan(0);
  });

  it.each(['', 'zoom=7', `${box}&zoom=x`, `${box}&zoom=15`, 'west=2&east=1&south=1&north=2&zoom=9'])(
    'refuses %j',
    async (query) => {
      const response = await get(`/map/projects?${query}`);
      expect(response.status).toBe(422);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(problem.parse(await response.json())).toEqual({ status: 422, code: 'invalid' });
    }
  );
});

describe('/map/nearby', () => {
  it('answers the nearest first and is kept nowhere', async () => {
    const response = await get('/map/nearby?lat=30.5928&lng=114.3055');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const found = nearby.parse(await response.json());
    expect(found.length).toBeGreaterThan(0);
    const distances = found.map(({ distance_m }) => distance_m);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it('sees ten metres and no closer', async () => {
    const exact = await (await get('/map/nearby?lat=30.59284&lng=114.30554')).text();
    const rounded = await (await get('/map/nearby?lat=30.5928&lng=114.3055')).text();
    expect(exact).toBe(rounded);
  });

  it.each(['', 'lat=91&lng=1', 'lat=a&lng=1'])('refuses %j', async (query) => {
    expect((await get(`/map/nearby?${query}`)).status).toBe(422);
  });
});

describe('the list', () => {
  it('takes what it does not know for nothing', async () => {
    const response = await get('/projects?stage=later&city=x&page=-1&size=7');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('共 60 个项目');
  });

  it('shows the part of the map that the address gives, whoever asks, from the cache', async () => {
    const part = 'box=113.90625,30.38754,114.60938,30.8411';
    const html = await (await get(`/projects?${part}`)).text();
    const [, some, all] = /地图范围内 (\d+) 个项目，全部 (\d+) 个/.exec(html) ?? [];
    expect(Number(some)).toBeGreaterThan(0);
    expect(Number(some)).toBeLessThan(Number(all));
    expect(html).toContain('<meta name="robots" content="noindex"');
    const again = await get(`/projects?${part.replaceAll(',', '%2C')}`);
    expect(again.headers.get('x-cache')).toBe('hit');
    for (const wrong of ['box=1,2,3', 'box=x', 'box=115,30,114,31', `${part}&place=none`])
      expect(await (await get(`/projects?${wrong}`)).text()).not.toContain('地图范围内');
  });

  it('announces the feed of the place it is narrowed to', async () => {
    expect(await (await get('/projects?city=420100')).text()).toContain(
      'href="/feeds/lists/projects.rss?city=420100"'
    );
    expect(await (await get('/en/projects')).text()).toContain('href="/en/feeds/lists/projects.rss"');
  });

  it('leaves out a district that is not in the city', async () => {
    const both = await (await get('/projects?city=420100&district=420602')).text();
    const city = await (await get('/projects?city=420100')).text();
    const count = /共 (\d+) 个项目/;
    expect(count.exec(both)?.[1]).toBe(count.exec(city)?.[1]);
  });
});
