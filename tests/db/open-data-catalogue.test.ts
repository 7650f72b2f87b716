import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kinds, rangesOf, readRange, type Kind } from '#lib/open-data/catalogue/sitemap.ts';
import { toProject } from '#lib/open-data/oc4ids/project.ts';
import { page, wholes, type Page } from '#lib/open-data/oc4ids/rows.ts';
import { unwrap } from '#lib/server/errors.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
});
afterAll(() => hub.close());

const slugs = async (statement: string): Promise<string[]> =>
  (await hub.sql.query(`select slug from (${statement}) s (slug) order by slug`)).map(({ slug }) =>
    String(slug)
  );
const bounds = z.object({ total: z.number(), bounds: z.array(z.string()) });
const records = z.array(z.tuple([z.string(), z.string().nullable()]));

describe('sitemaps', () => {
  /** What everyone may find, said anew. */
  const all: Record<Kind, string> = {
    projects: 'select slug from public.projects',
    disclosures: `select slug from public.disclosures where status not in ('ahead', 'not_applicable')`,
    'open-days': `select slug from public.open_days where status <> 'ahead' and (announced_at is not null or origin = 'milestone')`,
    findings: `select slug from public.findings where published_at is not null and state <> 'withheld'`,
    complaints: `select slug from public.complaints where published_at is not null and visibility <> 'private'
      and visibility in ('public', 'stub')`,
    organizations: 'select slug from public.organizations'
  };
  const ask = async (kind: string, size: number) =>
    unwrap(await hub.visitor.rpc('sitemap_bounds', { kind, size }), bounds);
  const read = async (kind: string, from: string, until: string, most = 25_000) =>
    unwrap(
      await hub.visitor.rpc('sitemap_page', { kind, from_slug: from, until_slug: until, most }),
      records
    );

  it.each(Object.entries(all))(
    'of %s hold each public page once, however they are cut',
    async (kind, statement) => {
      const expected = await slugs(statement);
      expect(expected.length).toBeGreaterThan(3);
      for (const size of [2, 7, 25_000]) {
        const { total, bounds: starts } = await ask(kind, size);
        expect(total).toBe(expected.length);
        const found: string[] = [];
        for (const text of rangesOf(starts)) {
          const range = readRange(text);
          const rows = await read(kind, range?.from ?? '', range?.until ?? '');
          expect(rows.length).toBeLessThanOrEqual(size);
          found.push(...rows.map(([slug]) => slug));
        }
        expect(found.sort()).toEqual([...expected].sort());
      }
    }
  );

  it('never tell when a complaint changed, and of others when', async () => {
    for (const kind of Object.keys(kinds)) {
      const rows = await read(kind, '', '');
      const timed = rows.filter(([, changed]) => changed !== null).length;
      expect(timed, kind).toBe(kind === 'complaints' ? 0 : rows.length);
    }
  });

  it('have nothing of a kind that there is not, and never more than asked for', async () => {
    expect(await ask('people', 5)).toEqual({ total: 0, bounds: [] });
    expect(await read('people', '', '')).toEqual([]);
    expect(await read('projects', '', '', 3)).toHaveLength(3);
  });
});

describe('whole projects', () => {
  const read = async (ask: { slug?: string; after?: string; page_size?: number }) =>
    unwrap(await hub.visitor.rpc('open_whole_projects', ask), page);

  async function pages(page_size: number): Promise<Page[]> {
    const found: Page[] = [];
    for (let after: string | undefined; ;) {
      const one = await read({ page_size, ...(after && { after }) });
      found.push(one);
      if (!one.next) return found;
      after = one.next;
    }
  }

  it('come page by page, each once, with exactly the rows of the data sets', async () => {
    const found = await pages(7);
    const projects = found.flatMap((one) => one.projects.map(({ id }) => id));
    expect(found.every((one) => one.projects.length <= 7)).toBe(true);
    expect(projects.sort()).toEqual(await slugs('select slug from public.projects'));

    const lists = {
      parties: 'parties',
      milestones: 'milestones',
      disclosures: 'disclosures',
      documents: 'documents',
      open_days: 'open_days',
      visits: 'visits',
      findings: 'findings',
      rectifications: 'rectifications',
      complaints: 'complaints'
    } as const;
    for (const [name, dataset] of Object.entries(lists)) {
      const list = z
        .enum(Object.keys(lists).filter((one): one is keyof typeof lists => one in lists))
        .parse(name);
      const rows = found.flatMap((one): { id: string }[] => one[list]);
      const every = unwrap(
        await hub.visitor.rpc('open_rows', { dataset, page_size: 5000 }),
        z.object({
          rows: z.array(
            z.tuple([z.string(), z.looseObject({ id: z.string(), project: z.string().nullable() })])
          ),
          next: z.null()
        })
      );
      const expected = every.rows.map(([, row]) => row).filter(({ project }) => project !== null);
      expect(expected.length, name).toBeGreaterThan(0);
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      rows.sort(byId);
      expect(
        rows.map(({ id }) => id),
        name
      ).toEqual(expected.map(({ id }) => id).sort());
      // column by column, those that OC4IDS reads
      for (const [i, row] of expected.sort(byId).entries()) expect(row).toMatchObject(rows[i] ?? {});
    }
  });

  it('come one by one too, and a project that there is not is an empty page', async () => {
    const [first] = await slugs('select slug from public.projects');
    const one = await read({ slug: first ?? '' });
    expect(one.projects.map(({ id }) => id)).toEqual([first]);
    expect(one.next).toBeNull();
    expect((await read({ slug: 'nothing' })).projects).toEqual([]);
  });

  it('refuse a cursor that is none', async () => {
    const { error } = await hub.visitor.rpc('open_whole_projects', { after: 'x' });
    expect(error).toMatchObject({ code: '22023', message: 'invalid_cursor' });
  });

  it('become OC4IDS without a null, an empty list or a name of a complaint that asked for a coarse place', async () => {
    const found = await pages(200);
    const coarse = new Set(await slugs('select slug from public.complaints where coarse_place'));
    expect(coarse.size).toBeGreaterThan(0);
    for (const one of found) {
      const setting = { origin: 'https://hub.example', prefix: 'oc4ids-xxxxxx', names: one };
      for (const whole of wholes(one)) {
        const text = JSON.stringify(toProject(whole, setting));
        expect(text).not.toMatch(/:null|:\[\]|:\{\}|:""/);
        for (const slug of coarse) expect(text).not.toContain(slug);
      }
    }
  });
});
