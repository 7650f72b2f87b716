import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fileComplaint, type Filing } from '#lib/complaints/file.server.ts';
import { other, place } from '#lib/complaints/filing/schema.ts';
import { codeHash, trackingCode } from '#lib/complaints/protection.server.ts';
import { openProjects, type Projects } from '#tests/support/complaints-filing.ts';

let p: Projects;
beforeAll(async () => {
  p = await openProjects();
});
afterAll(() => p.hub.close());

const day = z.object({ until: z.string().nullable() });
const until = async (kind: string, accepted: string | null) =>
  day.parse(
    (await p.hub.sql.query('select private.warranty_until($1, $2::date)::text as until', [kind, accepted]))[0]
  ).until;

describe('the minimum warranty', () => {
  it.each([
    ['waterproofing', '2023-06-30', '2028-06-30'],
    ['waterproofing', '2024-02-29', '2029-02-28'],
    ['pipes_wiring_fit_out', '2023-06-30', '2025-06-30'],
    // two whole seasons of both: the cooling of 2024 and 2025 ends last
    ['heating_cooling', '2023-06-30', '2025-09-15'],
    ['heating_cooling', '2023-06-15', '2025-03-15'],
    // accepted in winter: that winter is no whole season
    ['heating_cooling', '2023-12-01', '2026-03-15']
  ])('of %s accepted on %s lasts until %s', async (kind, accepted, end) => {
    expect(await until(kind, accepted)).toBe(end);
  });

  it('of the structure has no day, and nothing has one without an acceptance', async () => {
    expect(await until('structure', '2023-06-30')).toBeNull();
    for (const kind of ['waterproofing', 'pipes_wiring_fit_out', 'heating_cooling'])
      expect(await until(kind, null)).toBeNull();
  });

  const standings = async (slug: string) => {
    const found = place.parse((await p.hub.visitor.rpc('filing_place', { project: slug })).data);
    return Object.fromEntries(Object.values(found.warranties).map((one) => [one.kind, one.standing]));
  };

  it('stands by the day on which it is asked', async () => {
    const { slug } = await p.accepted(3 * 365);
    expect(await standings(slug)).toEqual({
      waterproofing: 'in_warranty',
      pipes_wiring_fit_out: 'expired',
      heating_cooling: 'expired',
      structure: 'design_life'
    });
  });

  it('runs through its last day', async () => {
    const { slug, accepted_on } = await p.accepted(400);
    const last = await until('pipes_wiring_fit_out', accepted_on);
    await p.goTo(last ?? '');
    expect((await standings(slug)).pipes_wiring_fit_out).toBe('in_warranty');
    await p.goTo(p.dayAfter(last ?? ''));
    expect((await standings(slug)).pipes_wiring_fit_out).toBe('expired');
    await p.goTo(null);
  });

  it('is not known of what is not accepted', async () => {
    const { slug } = await p.accepted(null);
    expect(new Set(Object.values(await standings(slug)))).toEqual(new Set(['unknown']));
  });

  it('tells nothing of a project that there is not', async () => {
    expect((await p.hub.visitor.rpc('filing_place', { project: 'nowhere' })).data).toBeNull();
    expect((await p.hub.visitor.rpc('filing_place', {})).data).toBeNull();
  });
});

const filed = (more: Partial<Filing>) =>
  fileComplaint(p.hub, {
    attempt: randomUUID(),
    category: 'seepage',
    description: '卫生间顶板漏水',
    naming: 'anonymous',
    ...more
  });
const count = z.object({ n: z.number() });
const countOf = async (table: string) =>
  count.parse((await p.hub.sql.query(`select count(*)::int as n from ${table}`))[0]).n;

describe('one attempt', () => {
  it('is one complaint with one code, however often it is sent', async () => {
    const { slug } = await p.accepted(100);
    const attempt = randomUUID();
    const before = await countOf('public.complaints');
    const all = await Promise.all([1, 2, 3].map(() => filed({ attempt, project: slug })));
    expect(await countOf('public.complaints')).toBe(before + 1);
    expect(new Set(all.map(({ code }) => code)).size).toBe(1);
    expect(all.filter(({ receipt }) => !receipt.again)).toHaveLength(1);
    const hash = codeHash(p.hub.secrets, trackingCode(p.hub.secrets, attempt));
    const { data } = await p.hub.service.rpc('complaint_again', { tracking_hash: hash });
    expect(data).toMatchObject({ again: true, number: all[0]?.receipt.number });
    const unknown = codeHash(p.hub.secrets, trackingCode(p.hub.secrets, randomUUID()));
    expect((await p.hub.service.rpc('complaint_again', { tracking_hash: unknown })).data).toBeNull();
  });
});

describe('others nearby', () => {
  const near = async (args: object) =>
    z.array(other).parse((await p.hub.visitor.rpc('nearby_complaints', { ...args })).data);

  it('are the open public ones of the project, of the same kind first, and can be joined', async () => {
    const { slug } = await p.accepted(100);
    const [crack, leak, hidden] = await Promise.all([
      filed({ project: slug, category: 'cracks' }),
      filed({ project: slug }),
      filed({ project: slug, public: false })
    ]);
    expect(await near({ project: slug, category: 'seepage' })).toEqual([]);
    await p.publish(crack.receipt.slug, '墙体裂缝');
    await p.publish(leak.receipt.slug, '顶板漏水');
    const found = await near({ project: slug, category: 'seepage' });
    expect(found.map(({ title }) => title)).toEqual(['顶板漏水', '墙体裂缝']);
    expect(found.map((one) => one.slug)).not.toContain(hidden.receipt.slug);

    const joined = await filed({ join: leak.receipt.slug, category: undefined });
    expect(joined.receipt).toMatchObject({ joined: leak.receipt.number, state: 'merged' });
    expect((await near({ project: slug, category: 'seepage' }))[0]?.joined).toBe(1);
    await expect(filed({ join: hidden.receipt.slug })).rejects.toMatchObject({
      body: { code: 'complaint_not_joinable' }
    });
  });

  it('never are those whose place is blurred', async () => {
    const { slug } = await p.accepted(100);
    const blurred = await filed({ project: slug, coarse_place: true });
    await p.publish(blurred.receipt.slug, '地下室漏水');
    expect(await near({ project: slug })).toEqual([]);
  });
});

describe('a photo', () => {
  const sha256 = 'a'.repeat(64);
  const photo = { sha256, media_type: 'image/jpeg', bytes: 10, width: 2, height: 2 };
  const may = async (db: Projects['hub']['visitor']) =>
    z
      .object({ public: z.boolean() })
      .nullable()
      .parse((await db.rpc('read_complaint_photo', { sha256 })).data);

  it('is seen by the officers who read the complaint and by nobody else, until it is shown', async () => {
    const { slug } = await p.accepted(100);
    const { receipt } = await filed({ project: slug, photos: [photo], filer: p.resident.id });
    const cannot = { visitor: p.hub.visitor, company: p.developer.db, abroad: p.abroad.db };
    for (const [who, db] of Object.entries(cannot)) expect(await may(db), who).toBeNull();
    for (const db of [p.officer.db, p.resident.db]) expect(await may(db)).toEqual({ public: false });
    await p.publish(receipt.slug, '顶板漏水');
    for (const [who, db] of Object.entries(cannot)) expect(await may(db), who).toBeNull();
    await p.show(receipt.slug);
    for (const db of Object.values(cannot)) expect(await may(db)).toEqual({ public: true });
    await p.hub.sql.query(`update public.complaints set visibility = 'stub' where slug = $1`, [receipt.slug]);
    for (const [who, db] of Object.entries(cannot)) expect(await may(db), who).toBeNull();
  });

  it('is read by the tracking code of its own complaint alone', async () => {
    const { slug } = await p.accepted(100);
    const own = 'b'.repeat(64);
    const first = await filed({ project: slug, photos: [{ ...photo, sha256: own }] });
    const second = await filed({ project: slug });
    const read = async (code: string) =>
      (
        await p.hub.service.rpc('read_own_complaint_photo', {
          tracking_hash: codeHash(p.hub.secrets, code),
          sha256: own
        })
      ).data;
    expect(await read(first.code)).toMatchObject({ sha256: own, public: false });
    expect(await read(second.code)).toBeNull();
    for (const db of [p.hub.visitor, p.officer.db]) {
      const { error } = await db.rpc('read_own_complaint_photo', { tracking_hash: 'x', sha256: own });
      expect(error?.code).toBe('42501');
    }
  });

  it('that no complaint has is told apart from those that one has', async () => {
    const { data } = await p.hub.service.rpc('unused_complaint_files', {
      hashes: [sha256, 'c'.repeat(64)]
    });
    expect(data).toEqual(['c'.repeat(64)]);
  });
});
