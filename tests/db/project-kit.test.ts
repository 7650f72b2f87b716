import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentsOf, mostBytes } from '#lib/open-data/kit/documents.ts';
import { checkLog, compareTables, unnamed } from '#lib/open-data/kit/page/check.ts';
import type { Kit } from '#lib/open-data/kit/page/data.ts';
import { prove } from '#lib/open-data/kit/proofs.server.ts';
import * as kits from '#lib/open-data/kit/read.server.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
let slugs: string[];
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
  const rows = await hub.sql.query(
    `select p.slug from public.projects p where exists (select from public.disclosures d where d.project_id = p.project_id
       and d.status in ('published', 'withdrawn', 'withheld')) order by p.slug`
  );
  slugs = rows.map(({ slug }) => String(slug));
});
afterAll(() => hub.close());

async function read(slug: string): Promise<{ kit: Kit; rows: kits.KitRows['rows'] }> {
  const found = await kits.read(hub.visitor, slug);
  if (!found) throw new Error('no such project');
  const { note, proofs, told } = await prove(hub, found);
  const documents = documentsOf(found.rows.documents ?? []).map(({ path, ...one }) => ({
    ...one,
    address: path
  }));
  const base = {
    slug,
    name: found.name,
    hub: '',
    seq: found.seq,
    made: '',
    demo: true,
    cut: false,
    files: []
  };
  const keys = told.keys.map(({ verifier }) => verifier);
  const kit: Kit = { ...base, keys, checkpoint: note, entries: proofs, documents, words: { zh: {}, en: {} } };
  return { kit, rows: found.rows };
}

describe('the kit of a project', () => {
  it('raises no alarm for any project: corrected, withdrawn, withheld or complained about', async () => {
    expect(slugs.length).toBeGreaterThan(5);
    let [entries, compared, withheld] = [0, 0, 0];
    for (const slug of slugs) {
      const { kit, rows } = await read(slug);
      const log = await checkLog(kit);
      expect(log, slug).toMatchObject({ signed: true, wrong: [] });
      expect(unnamed(kit), slug).toEqual([]);
      const tables = compareTables(JSON.stringify(rows.disclosures), kit);
      expect(tables.differing, slug).toEqual([]);
      entries += kit.entries.length;
      compared += tables.same;
      withheld += log.withheld;
    }
    expect(compared).toBeGreaterThan(10);
    expect(entries).toBeGreaterThan(100);
    expect(withheld).toBeGreaterThan(0);
  });

  it('holds rows of that project alone, and nothing of a complaint whose place is coarse', async () => {
    await hub.sql.query(
      `select private.person_act(c, 'coarsen', '{}') from public.complaints c where c.complaint_id = (select x.complaint_id
         from public.complaints x join public.projects p using (project_id)
         where x.visibility = 'public' and not x.coarse_place and x.queue <> 'done' order by x.slug limit 1)`
    );
    const coarse = await hub.sql.query(`select slug from public.complaints where coarse_place`);
    expect(coarse.length).toBeGreaterThan(0);
    let complaints = 0;
    for (const slug of slugs) {
      const { rows, kit } = await read(slug);
      const { divisions = [], catalogue = [], projects = [], ...others } = rows;
      expect(projects.map(({ id }) => id)).toEqual([slug]);
      for (const [name, all] of Object.entries(others))
        for (const row of all) expect(row.project, `${name} of ${slug}`).toBe(slug);
      expect(divisions.length).toBeLessThanOrEqual(3);
      expect(catalogue.length).toBeLessThan(30);
      complaints += rows.complaints?.length ?? 0;
      const all = JSON.stringify([rows, kit.entries]);
      for (const one of coarse) expect(all).not.toContain(String(one.slug));
    }
    expect(complaints).toBeGreaterThan(0);
  });

  it('says how large its documents are before it is made', async () => {
    for (const slug of slugs.slice(0, 5)) {
      const { kit } = await read(slug);
      const size = await kits.sizeOf(hub.visitor, slug);
      expect(size.documents).toBe(kit.documents.length);
      expect(size.bytes).toBe(kit.documents.reduce((sum, { bytes }) => sum + bytes, 0));
    }
    expect(await kits.read(hub.visitor, 'nothing-here')).toBeNull();
  });
});

describe('a check of a kit', () => {
  it('names the entry that was altered, moved or is of another tree', async () => {
    const { kit } = await read(slugs[0] ?? '');
    const [first, second] = kit.entries.filter(({ form }) => form !== null);
    if (!first || !second) throw new Error('too few entries');
    const alter = (change: Partial<typeof first>) =>
      checkLog({ ...kit, entries: [{ ...first, ...change }, second] });
    expect((await alter({})).wrong).toEqual([]);
    const words = first.form?.replace('"version":', '"version":1') ?? '';
    expect((await alter({ form: words })).wrong).toEqual([first.seq]);
    expect((await alter({ seq: first.seq + 1 })).wrong).toEqual([first.seq + 1]);
    expect((await alter({ leaf_hash: second.leaf_hash })).wrong).toEqual([first.seq]);
    expect((await alter({ path: second.path })).wrong).toEqual([first.seq]);
    expect((await checkLog({ ...kit, checkpoint: kit.checkpoint.replace(/\n\d+\n/, '\n7\n') })).signed).toBe(
      false
    );
    expect((await checkLog({ ...kit, keys: [] })).signed).toBe(false);
  });

  it('keeps what fits, the current versions first', () => {
    const row = (sha: string, bytes: number, current: boolean) => ({
      ...{ id: `${sha}.d.1`, name: `${sha} 报告.pdf`, media_type: 'application/pdf', bytes, current },
      sha256: sha.repeat(64)
    });
    const found = documentsOf(
      [row('a', 60, false), row('b', 50, true), row('b', 50, false), row('c', 30, true)],
      100
    );
    expect(found.map(({ file }) => file?.slice(0, 11) ?? null)).toEqual(['documents/b', 'documents/c', null]);
    expect(found[0]?.path).toBe('/documents/b/b%20%E6%8A%A5%E5%91%8A.pdf');
    expect(mostBytes).toBeGreaterThan(100_000_000);
  });
});
