import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isTooLarge, listed, province, readBox, snap, writeBox, type Box } from '#lib/map/view.ts';
import { housingTypes, stages } from '#lib/projects/projects.ts';
import { browsed, mapReply } from '#lib/projects/schema.ts';
import { unwrap } from '#lib/server/errors.ts';
import { chance } from '#tests/support/chance.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { seedProjects } from '../bench/seed.ts';

const projectRow = z.object({
  slug: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  permit_no: z.string().nullable(),
  project_code: z.string().nullable(),
  division_code: z.string(),
  housing_type: z.enum(housingTypes),
  stage: z.enum(stages),
  pilot: z.boolean(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  floor_area_m2: z.coerce.number().nullable()
});
type ProjectRow = z.infer<typeof projectRow>;
type Filters = Record<string, string>;
type Edges = [west: number, south: number, east: number, north: number];

let hub: TestHub;
let rows: ProjectRow[];

const readRows = async () =>
  z.array(projectRow).parse(
    await hub.sql.query(
      `select slug, name, address, permit_no, project_code, division_code, housing_type, stage, pilot, lat, lng, floor_area_m2
         from public.projects`
    )
  );

beforeAll(async () => {
  hub = await openTestHub();
  await seedProjects(hub.sql, 1500);
  // what a search must not take for a pattern, and letters of both cases
  const odd = ['100%住宅', 'a_b花园', 'AbC Garden', 'back\\slash里', "O'Neil苑", '双 空格 苑'];
  for (const [i, name] of odd.entries()) {
    await hub.sql.query(
      `insert into public.projects (name, division_code, project_code, housing_type)
       values ($1, '420102', $2, 'commodity')`,
      [name, `2026-420102-70-01-00000${String(i)}`]
    );
  }
  rows = await readRows();
});
afterAll(() => hub.close());

const list = async (filters: Record<string, string | Edges>, more: Record<string, unknown> = {}) =>
  unwrap(await hub.visitor.rpc('browse_projects', { filters, ...more }), browsed);

const onMap = async (filters: Filters, zoom: number, box = province) =>
  unwrap(await hub.visitor.rpc('map_projects', { filters, zoom, ...box }), mapReply);

const searched = (row: ProjectRow) =>
  `${row.name} ${row.address ?? ''}  ${row.permit_no ?? ''} ${row.project_code ?? ''}`.toLowerCase();

const prefix = (code: string) => code.replace(/0000$/, '').replace(/^(\d{4})00$/, '$1');

/** The meaning of the filters once more, in another language. */
const passes = (row: ProjectRow, f: Filters) =>
  (!f.division || row.division_code.startsWith(prefix(f.division))) &&
  (!f.type || row.housing_type === f.type) &&
  (!f.stage || row.stage === f.stage) &&
  (!f.pilot || row.pilot === (f.pilot === 'yes')) &&
  (!f.place || (row.lat === null) === (f.place === 'none')) &&
  (!f.q || searched(row).includes(f.q.toLowerCase()));

function randomFilters(next: () => number): Filters {
  const any = (values: readonly string[]) => values[Math.floor(next() * values.length)] ?? '';
  const all: Filters = {
    division: any(['420000', '420100', '420102', '429004', '422800']),
    type: any(housingTypes),
    stage: any(stages),
    pilot: any(['yes', 'no']),
    place: any(['any', 'none']),
    q: any(['东湖', '花园', '建设路1', '期'])
  };
  return Object.fromEntries(Object.entries(all).filter(() => next() < 0.3));
}

const drawn = (reply: z.infer<typeof mapReply>): number =>
  (reply.divisions ?? []).reduce((sum, [, , , n]) => sum + n, 0) +
  (reply.points ?? []).reduce((sum, [first]) => sum + (typeof first === 'number' ? first : 1), 0);

describe('list and map', () => {
  const next = chance(20261122);
  const cases = Array.from({ length: 25 }, () => randomFilters(next));

  it.each([{}, ...cases])('agree with each other and with a plain count: %j', async (filters) => {
    const expected = rows.filter((row) => passes(row, filters));
    const without = expected.filter(({ lat }) => lat === null).length;
    const page = await list(filters);
    expect(page).toMatchObject({ total: expected.length, without_location: without });
    expect(Object.values(page.stages).reduce((sum, n) => sum + n, 0)).toBe(expected.length);
    expect(Object.values(page.types).reduce((sum, n) => sum + n, 0)).toBe(expected.length);
    expect(page.pilots).toBe(expected.filter(({ pilot }) => pilot).length);
    const { division: _, ...elsewhere } = filters;
    expect(Object.values(page.divisions).reduce((sum, n) => sum + n, 0)).toBe(
      rows.filter((row) => passes(row, elsewhere)).length
    );
    for (const zoom of [6, 7, 8, 9, 11, 13]) {
      const reply = await onMap(filters, zoom);
      expect(reply).toMatchObject({ total: expected.length, without_location: without });
      expect(drawn(reply)).toBe(expected.length - without);
    }
  });

  it('name the single works where they are, and no more than 500 when close', async () => {
    const known = new Map(rows.map((row) => [row.slug, row]));
    const { points = [] } = await onMap({}, 13);
    const works = points.flatMap((point) => (typeof point[0] === 'string' ? [point] : []));
    expect(works.length).toBeGreaterThan(50);
    for (const [slug, lat, lng, name, stage] of works)
      expect(known.get(String(slug))).toMatchObject({ lat, lng, name, stage });
    const close = await onMap({}, 16);
    expect(close.points).toHaveLength(500);
    expect(close.points?.every((point) => typeof point[0] === 'string')).toBe(true);
  });

  it('stay right after a change and after a removal', async () => {
    const before = await list({});
    await hub.sql.query(
      `update public.projects set pilot = not pilot, stage = 'completion', lat = null, lng = null, location_quality = null
       where slug in ('bench1', 'bench2', 'bench3')`
    );
    await hub.sql.query(`delete from public.projects where slug in ('bench4', 'bench5')`);
    rows = await readRows();
    const after = await list({});
    expect(after.total).toBe(before.total - 2);
    const asked: Filters[] = [{}, { stage: 'completion' }, { pilot: 'yes' }, { place: 'none' }];
    for (const filters of asked)
      expect((await list(filters)).total).toBe(rows.filter((row) => passes(row, filters)).length);
    expect(drawn(await onMap({}, 7))).toBe(rows.filter(({ lat }) => lat !== null).length);
  });
});

describe('a part of the map', () => {
  const next = chance(20261124);
  const inside = ({ lat, lng }: { lat: number | null; lng: number | null }, box: Box) =>
    lat !== null && lng !== null && lat >= box.south && lat < box.north && lng >= box.west && lng < box.east;

  /** What a screen shows around a work, as the address says it to the list. */
  function somewhere(zoom: number): Box {
    const placed = rows.filter(({ lat }) => lat !== null);
    const at = placed[Math.floor(next() * placed.length)];
    const [lat, lng] = [at?.lat ?? 30.6, at?.lng ?? 114.3];
    const [width, height] = [(360 / 2 ** zoom) * (1 + next() * 2), (360 / 2 ** zoom) * (0.5 + next() * 1.5)];
    const west = lng - width * next();
    const south = lat - height * next();
    const box = listed({ west, south, east: west + width, north: south + height }, zoom);
    return (box && readBox(writeBox(box))) ?? province;
  }

  it.each([7, 8, 9, 10, 11, 12, 14, 16, 18])('lists what the map draws there, at zoom %i', async (zoom) => {
    for (let i = 0; i < 8; i += 1) {
      const filters = i % 2 === 0 ? {} : randomFilters(next);
      const box = somewhere(zoom);
      const edges: Edges = [box.west, box.south, box.east, box.north];
      const whole = rows.filter((row) => passes(row, filters));
      const expected = whole.filter((row) => inside(row, box));
      const page = await list({ ...filters, box: edges }, { page_size: 100 });
      expect(page).toMatchObject({
        total: expected.length,
        everywhere: whole.length,
        without_location: whole.filter(({ lat }) => lat === null).length
      });
      const slugs = expected.map(({ slug }) => slug);
      if (slugs.length <= 100) expect(page.rows.map(({ slug }) => slug).sort()).toEqual(slugs.sort());
      expect(page.divisions).toEqual((await list(filters)).divisions);

      const asked = snap(box, zoom);
      if (zoom <= 8 || isTooLarge(asked, zoom)) continue;
      const { points = [] } = await onMap(filters, zoom, asked);
      const here = points.filter(([, lat, lng]) => inside({ lat, lng }, box));
      expect(drawn({ total: 0, without_location: 0, points: here })).toBe(page.total);
    }
  });

  it('is counted right after works moved, changed and went', async () => {
    const box = readBox('113.90625,30.5387,114.60938,30.76546') ?? province;
    const edges: Edges = [box.west, box.south, box.east, box.north];
    const counted = async () => {
      rows = await readRows();
      const asked: Filters[] = [{}, { stage: 'completion' }, { pilot: 'yes', division: '420100' }];
      for (const filters of asked)
        expect((await list({ ...filters, box: edges })).total).toBe(
          rows.filter((row) => passes(row, filters) && inside(row, box)).length
        );
      return (await list({ box: edges })).total;
    };
    const before = await counted();
    const away = rows
      .filter((row) => inside(row, box))
      .slice(0, 6)
      .map(({ slug }) => slug);
    const change = (what: string, slugs: string[]) =>
      hub.sql.query(`${what} where slug in (${slugs.map((slug) => `'${slug}'`).join()})`);
    await change(`update public.projects set lat = 32.1, lng = 110.9`, away.slice(0, 2));
    await change(
      `update public.projects set lat = null, lng = null, location_quality = null`,
      away.slice(2, 3)
    );
    await change(`update public.projects set stage = 'completion', pilot = not pilot`, away.slice(3, 5));
    await change(`delete from public.projects`, away.slice(5));
    expect(await counted()).toBe(before - 4);
  });

  it('holds nothing of what is on no map', async () => {
    expect((await list({ place: 'none', box: [107, 28, 117.5, 34.5] })).total).toBe(0);
  });
});

describe('the list', () => {
  it('gives each project once over its pages, in each order', async () => {
    for (const sort of ['updated', 'name', 'area']) {
      const slugs: string[] = [];
      const areas: number[] = [];
      for (let page = 1; page <= 16; page += 1) {
        const { rows: found } = await list({}, { sort, page_number: page, page_size: 100 });
        slugs.push(...found.map(({ slug }) => slug));
        areas.push(...found.map(({ floor_area_m2 }) => floor_area_m2 ?? -1));
      }
      expect(new Set(slugs).size).toBe(rows.length);
      expect(slugs).toHaveLength(rows.length);
      if (sort === 'area') expect(areas).toEqual([...areas].sort((a, b) => b - a));
    }
  });
});

describe('search', () => {
  const next = chance(7);
  /** A piece of what stands in a project, so that most searches find something. */
  const piece = () => {
    const row = rows[Math.floor(next() * rows.length)];
    const text = row ? (next() < 0.7 ? row.name : (row.permit_no ?? row.name)) : '';
    const from = Math.floor(next() * text.length);
    const words = text.slice(from, from + 1 + Math.floor(next() * 5));
    return next() < 0.3 ? words.toUpperCase() : words;
  };

  it('finds what a plain search finds', async () => {
    const special = [
      '%',
      '_',
      '\\',
      "'",
      'abc',
      'ABC g',
      'A',
      '花',
      '0%',
      'a_b',
      '_b',
      '空格 苑',
      '没有这个'
    ];
    const searches = [...special, ...Array.from({ length: 60 }, piece)]
      .map((q) => q.trim())
      .filter((q) => q !== '');
    for (const q of searches) {
      const expected = rows.filter((row) => passes(row, { q })).map(({ slug }) => slug);
      const page = await list({ q }, { page_size: 100 });
      expect([q, page.total]).toEqual([q, expected.length]);
      if (expected.length <= 100) expect(page.rows.map(({ slug }) => slug).sort()).toEqual(expected.sort());
    }
  });
});
