import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { person } from '#tests/support/database.ts';
import { openDisclosureDesk, rebar, type DisclosureDesk } from '#tests/support/disclosures.ts';

let desk: DisclosureDesk;
let project: string;
let slug: string;
let file: string;

beforeAll(async () => {
  desk = await openDisclosureDesk();
  ({ project_id: project } = await desk.project({
    permit: { reached: '2026-01-05' },
    structure_acceptance: { planned: '2099-06-01' }
  }));
  slug = await desk.slugOf(project, 'rebar_tests');
  file = await desk.document(project, 'report');
});
afterAll(() => desk.hub.close());

const edits = async (of = slug) => (await desk.atDesk(of, desk.developer.db))?.open?.edits ?? 0;

describe('a draft', () => {
  it('is written by who provides the item or by the developer, and by nobody else', async () => {
    const facts = { material_batches: 12 };
    for (const db of [desk.engineer.db, desk.reviewer.db, desk.wuhan.db, desk.company.db, desk.hub.service])
      expect(await desk.save(slug, facts, [], {}, db)).toMatch(/not_an_author|permission denied|PGRST/);
    expect(await desk.save(slug, facts, [], {}, desk.hub.visitor)).toMatch(/permission denied/);
    expect(await desk.save(slug, facts, [], {}, desk.contractor.db)).toEqual({ version: 1, edits: 1 });
    // the testing body provides this item too
    expect(await desk.save(slug, facts, [], { expected_edits: 1 }, desk.tester.db)).toEqual({
      version: 1,
      edits: 2
    });
  });

  it('refuses what the fields do not know, and what somebody else has changed meanwhile', async () => {
    expect(await desk.save(slug, { colour: 'red' }, [], { expected_edits: 2 })).toBe('facts_wrong');
    expect(await desk.save(slug, { material_batches: 'many' }, [], { expected_edits: 2 })).toBe(
      'facts_wrong'
    );
    expect(await desk.save(slug, rebar, [], { expected_edits: 1 })).toBe('disclosure_changed_meanwhile');
  });

  it('takes documents of its own project only', async () => {
    const other = await desk.project({ permit: { reached: '2026-01-05' } });
    const foreign = await desk.document(other.project_id, 'foreign');
    expect(await desk.save(slug, rebar, [foreign], { expected_edits: 2 })).toBe('document_not_found');
  });

  it('is seen by those who take part, not by the public or another company', async () => {
    for (const db of [desk.engineer.db, desk.contractor.db, desk.reviewer.db, desk.province.db])
      expect((await desk.atDesk(slug, db))?.open?.state).toBe('draft');
    expect(await desk.atDesk(slug, desk.company.db)).toBeNull();
    expect(await desk.atDesk(slug, desk.xiangyang.db)).toBeNull();
    expect((await desk.page(slug)).versions).toEqual([]);
    for (const db of [desk.hub.visitor, desk.company.db, desk.xiangyang.db]) {
      const { data } = await db.from('disclosure_versions').select().neq('state', 'published');
      expect(data).toEqual([]);
      const { data: documents } = await db.from('documents').select();
      expect(documents).toEqual([]);
    }
  });

  it('is submitted whole: facts complete and a document', async () => {
    await desk.save(slug, { material_batches: 12 }, [file], { expected_edits: await edits() });
    expect(await desk.advance(slug, 'submit', await edits(), desk.developer.db)).toBe('facts_wrong');
    await desk.save(slug, rebar, [], { expected_edits: await edits() });
    expect(await desk.advance(slug, 'submit', await edits(), desk.developer.db)).toBe('document_missing');
    await desk.save(slug, rebar, [file], { expected_edits: await edits() });
    expect(await desk.advance(slug, 'submit', 1, desk.developer.db)).toBe('disclosure_changed_meanwhile');
    expect(await desk.advance(slug, 'submit', await edits(), desk.developer.db)).toMatchObject({
      state: 'submitted'
    });
    expect(await desk.save(slug, rebar, [file], { expected_edits: await edits() })).toBe(
      'disclosure_under_way'
    );
  });
});

describe('a submitted version', () => {
  it('is confirmed by the supervising engineer alone, never by who wrote it', async () => {
    for (const db of [
      desk.developer.db,
      desk.contractor.db,
      desk.reviewer.db,
      desk.company.db,
      desk.xiangyang.db
    ])
      expect(await desk.advance(slug, 'confirm', await edits(), db)).toBe('not_your_step');
    // the same person, given the duty to confirm at the engineer's too, still may not judge the own work
    await desk.hub.sql.query(
      `insert into public.memberships (user_id, organization_id, role, duties) values ($1, $2, 'company_member', '{confirm}')`,
      [desk.developer.id, desk.engineer.organization]
    );
    expect(await desk.advance(slug, 'confirm', await edits(), desk.developer.db)).toBe('persons_must_differ');
    await desk.hub.sql.query('delete from public.memberships where user_id = $1 and organization_id = $2', [
      desk.developer.id,
      desk.engineer.organization
    ]);
  });

  it('is returned with a reason, changed, submitted again and confirmed', async () => {
    expect(await desk.advance(slug, 'return', await edits(), desk.engineer.db)).toBe('reason_missing');
    await desk.advance(slug, 'return', await edits(), desk.engineer.db, { reason: '报告编号与附件不一致' });
    expect((await desk.atDesk(slug, desk.developer.db))?.open).toMatchObject({
      state: 'returned',
      returned_reason: '报告编号与附件不一致'
    });
    await desk.save(slug, { ...rebar, report_numbers: 'GJ-2026-001 至 GJ-2026-035' }, [file], {
      expected_edits: await edits()
    });
    await desk.advance(slug, 'submit', await edits(), desk.developer.db);
    expect(await desk.advance(slug, 'publish', await edits(), desk.developer.db)).toBe('step_not_possible');
    expect(await desk.advance(slug, 'confirm', await edits(), desk.engineer.db)).toMatchObject({
      state: 'confirmed'
    });
  });

  it('is published by the developer, not by the contractor or the engineer', async () => {
    for (const db of [desk.contractor.db, desk.engineer.db, desk.reviewer.db])
      expect(await desk.advance(slug, 'publish', await edits(), db)).toBe('not_your_step');
    expect(await desk.advance(slug, 'publish', await edits(), desk.developer.db)).toMatchObject({
      version: 1,
      state: 'published'
    });
    const page = await desk.page(slug);
    expect(page).toMatchObject({ status: 'published', version: 1 });
    expect(page.versions[0]?.chain?.map(({ organization }) => organization)).toEqual([
      '测试房地产开发有限公司',
      '测试工程监理有限公司',
      '测试房地产开发有限公司'
    ]);
    expect(JSON.stringify(page)).not.toContain(desk.developer.id);
  });
});

const version = z.object({ facts: z.unknown(), content_hash: z.string(), state: z.string() });
const stored = async (number: number, of = slug) =>
  version.parse(
    (
      await desk.hub.sql.query(
        `select v.facts, v.content_hash, v.state from public.disclosure_versions v
         join public.disclosures d using (disclosure_id) where d.slug = $1 and v.version = $2`,
        [of, number]
      )
    )[0]
  );

describe('a correction', () => {
  it('needs a reason, supersedes, tells what differs, and leaves version 1 as it was', async () => {
    const before = await stored(1);
    expect(await desk.save(slug, rebar, [file])).toBe('reason_missing');
    const second = await desk.document(project, 'second report');
    await desk.publish(
      slug,
      { ...rebar, material_groups: 26, report_numbers: 'GJ-2026-001 至 GJ-2026-035' },
      [second],
      '补充两组原材料检验'
    );
    const [current, old] = (await desk.page(slug)).versions;
    expect(current).toMatchObject({ version: 2, state: 'published', reason: '补充两组原材料检验' });
    expect(current?.changes).toMatchObject({ 'facts.material_groups': { from: 24, to: 26 } });
    expect(Object.keys(current?.changes ?? {}).filter((key) => key.startsWith('documents.'))).toHaveLength(2);
    expect(old).toMatchObject({ version: 1, state: 'superseded' });
    expect(await stored(1)).toEqual({ ...before, state: 'superseded' });
  });

  it('cannot be made by changing what is public, not even as the owner of the database', async () => {
    const attempts = [
      `update public.disclosure_versions set facts = '{}' where state = 'superseded'`,
      `update public.disclosure_versions set published_at = now() where state = 'published'`,
      `update public.disclosure_versions set state = 'draft' where state = 'superseded'`,
      `delete from public.disclosure_versions where state = 'superseded'`,
      `update public.disclosure_documents set caption = 'other'`,
      `delete from public.disclosure_documents`,
      `update public.documents set sha256 = original_sha256`,
      `truncate public.disclosure_versions cascade`
    ];
    for (const attempt of attempts)
      await expect(desk.hub.sql.query(attempt), attempt).rejects.toThrow(/version_is_public|append_only/);
    expect(await desk.save(slug, rebar, [file], { reason: '再次更正内容' })).toEqual({
      version: 3,
      edits: 1
    });
    expect(await desk.advance(slug, 'discard', 1, desk.developer.db)).toMatchObject({ state: 'discarded' });
  });
});

describe('the bureau', () => {
  it('withdraws with a reason, in its jurisdiction, with the duty of a reviewer', async () => {
    const withdraw = (reason: string, db = desk.reviewer.db) =>
      db.rpc('withdraw_disclosure', { slug, reason });
    const other = await person(desk.hub, {
      email: 'other@x.cn',
      role: 'officer',
      division: '420600',
      duties: ['reviewer']
    });
    for (const db of [desk.wuhan.db, desk.xiangyang.db, other.db, desk.developer.db])
      expect((await withdraw('检测报告系伪造', db)).error?.message).toBe('reviewer_required');
    expect((await withdraw(' ')).error?.message).toBe('reason_missing');
    expect((await withdraw('检测报告系伪造')).error).toBeNull();
    const page = await desk.page(slug);
    expect(page).toMatchObject({ status: 'withdrawn', withdrawn: { version: 2, reason: '检测报告系伪造' } });
    // the stub says that there was one, not what it said
    expect(page.versions[0]).toMatchObject({ version: 2, state: 'withdrawn' });
    expect(page.versions[0]?.facts).toBeUndefined();
    const { data } = await desk.hub.visitor.from('disclosure_versions').select().eq('version', 2);
    expect(data).toEqual([]);
  });

  it('withholds on a legal ground until a day, after which it is owed again', async () => {
    const withhold = (more: object) =>
      desk.reviewer.db.rpc('withhold_disclosure', {
        slug,
        ground: 'third_party',
        reason: '涉及第三方商业秘密',
        until: '2099-01-01',
        ...more
      });
    expect((await withhold({ until: '2099-01-01' })).error?.message).toBe('withheld_until_range');
    const { day } = z
      .object({ day: z.string() })
      .parse((await desk.hub.sql.query(`select (private.today() + 30)::text as day`))[0]);
    expect((await withhold({ until: day, ground: 'because' })).error?.message).toContain(
      'withheld_ground_known'
    );
    expect((await withhold({ until: day })).error).toBeNull();
    expect(await desk.page(slug)).toMatchObject({
      status: 'withheld',
      withheld: { ground: 'third_party', reason: '涉及第三方商业秘密', until: day }
    });
    expect(await desk.save(slug, rebar, [file], { reason: '重新公示内容' })).toBe('disclosure_withheld');
    await desk.hub.sql.query(
      `insert into private.settings values ('clock', (now() + interval '31 days')::text)`
    );
    expect((await desk.hub.service.rpc('release_expired')).data).toBe(1);
    expect((await desk.page(slug)).status).toBe('ahead');
    await desk.hub.sql.query(`delete from private.settings where name = 'clock'`);
  });
});

describe('a document', () => {
  it('is public with the version that holds it, found by its hash, and gone with a withdrawal', async () => {
    const { hashOf } = await import('#tests/support/disclosures.ts');
    const { data } = await desk.hub.visitor.rpc('find_file', { hash: hashOf('report') });
    const found = z
      .array(z.object({ version: z.number(), state: z.string(), matched: z.string() }))
      .parse(data);
    expect(found).toContainEqual(
      expect.objectContaining({ version: 1, state: 'superseded', matched: 'copy' })
    );
    const withdrawn = await desk.hub.visitor.rpc('find_file', { hash: hashOf('original of second report') });
    expect(withdrawn.data).toEqual([
      expect.objectContaining({
        version: 2,
        state: 'withdrawn',
        matched: 'original',
        withdrawn_reason: '检测报告系伪造'
      })
    ]);
    const [held] = await desk.hub.sql.query('select document_id from public.documents where sha256 = $1', [
      hashOf('second report')
    ]);
    expect((await desk.hub.visitor.rpc('read_document', { document: held?.document_id })).data).toBeNull();
    expect((await desk.hub.visitor.rpc('find_file', { hash: hashOf('reporT') })).data).toEqual([]);
  });
});

describe('journal and tables', () => {
  it('agree: each public version has its entry, and each entry its version', async () => {
    const [row] = await desk.hub.sql.query(`
      select
        (select count(*)::int from public.disclosure_versions v where v.state in ('published', 'superseded', 'withdrawn')
          and not exists (select from public.journal j where j.seq = v.journal_seq and j.subject_id = v.disclosure_id::text
            and j.version = v.version and j.kind in ('disclosure.published', 'disclosure.corrected')
            and j.facts ->> 'content_hash' = v.content_hash)) as untold,
        (select count(*)::int from public.journal j where j.kind in ('disclosure.published', 'disclosure.corrected')
          and not exists (select from public.disclosure_versions v where v.journal_seq = j.seq)) as unfounded,
        (select count(*)::int from public.journal j where j.kind = 'disclosure.withdrawn') as withdrawn,
        (select count(*)::int from public.disclosure_versions v where v.state = 'withdrawn') as versions_withdrawn,
        (select count(*)::int from public.journal j where j.kind = 'disclosure.overdue') as overdue,
        (select count(*)::int from public.disclosures d where d.status = 'overdue' and d.overdue_seq is null) as overdue_untold`);
    expect(row).toMatchObject({
      untold: 0,
      unfounded: 0,
      withdrawn: 1,
      versions_withdrawn: 1,
      overdue_untold: 0
    });
  });
});
