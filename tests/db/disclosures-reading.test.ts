import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { home, projectDisclosures } from '#lib/disclosures/read-schema.ts';
import { browsed, matrix } from '#lib/disclosures/schema.ts';
import { entries } from '#lib/journal/entry.ts';
import type { Client } from '#lib/server/client.ts';
import { tellStory, type Story } from '#tests/support/reading.ts';

let story: Story;
beforeAll(async () => {
  story = await tellStory();
});
afterAll(() => story.desk.hub.close());

async function ask(verb: string, args: Record<string, unknown> = {}, db: Client = story.desk.hub.visitor) {
  const { data, error } = await db.rpc(verb, args);
  if (error) throw new Error(error.message);
  const answer: unknown = data;
  return answer;
}
const journal = async (scope: Record<string, unknown>, size = 50) =>
  entries.parse(await ask('read_journal', { scope, page_size: size }));
const kindsOf = async (scope: Record<string, unknown>) =>
  (await journal(scope)).entries.map(({ kind }) => kind);

describe('the home page', () => {
  it('has what was published last, and what is overdue longest, with the numbers of both', async () => {
    const found = home.parse(await ask('home_disclosures'));
    expect(found.latest.map(({ slug }) => slug)).toEqual([
      story.slugs.rebar,
      story.slugs.foundation,
      story.slugs.permit
    ]);
    expect(found.longest_overdue.map(({ slug }) => slug)).toEqual([story.slugs.concrete]);
    expect([found.published, found.overdue]).toEqual([3, 1]);
    expect(home.parse(await ask('home_disclosures', { max_rows: 1 })).latest).toHaveLength(1);
  });

  it('counts as the list does', async () => {
    const { statuses } = browsed.parse(await ask('browse_disclosures'));
    expect(statuses).toMatchObject({ published: 3, late: 2, overdue: 1, withheld: 1, withdrawn: 1, due: 1 });
  });
});

describe('what a project discloses', () => {
  it('comes with its plan, without where the plan falls short', async () => {
    const raw = await ask('project_disclosure_page', { slug: story.main.slug });
    const found = projectDisclosures.parse(raw);
    expect(found.disclosures).toHaveLength(11);
    expect(found.plan?.items).toHaveLength(11);
    expect(JSON.stringify(raw)).not.toContain('deviation');
    expect(found.parties.map(({ role }) => role)).toEqual([
      'developer',
      'contractor',
      'supervising_engineer',
      'testing_body'
    ]);
    expect(await ask('project_disclosure_page', { slug: 'none' })).toBeNull();
  });
});

describe('the journal by item and stage', () => {
  it('tells one item, whatever else it is asked for', async () => {
    const rebar = ['disclosure.corrected', 'disclosure.published', 'disclosure.overdue'];
    expect(await kindsOf({ item: 'rebar_tests' })).toEqual(rebar);
    expect(await kindsOf({ item: 'rebar_tests', division_code: '420000' })).toEqual(rebar);
    expect(await kindsOf({ item: 'rebar_tests', division_code: '420100' })).toEqual(rebar);
    expect(await kindsOf({ item: 'rebar_tests', division_code: '420102' })).toEqual(rebar);
    expect(await kindsOf({ item: 'rebar_tests', project_id: story.main.project_id })).toEqual(rebar);
    expect(await kindsOf({ item: 'rebar_tests', kind: 'disclosure.published' })).toEqual([
      'disclosure.published'
    ]);
    expect(await kindsOf({ item: 'rebar_tests', division_code: '420600' })).toEqual([]);
    expect(await kindsOf({ item: 'rebar_tests', project_id: story.second.project_id })).toEqual([]);
  });

  it('tells one stage of the items, and nothing that has none', async () => {
    const { entries: found } = await journal({ stage: 'permitting' });
    expect(found.map(({ facts }) => facts.item)).toEqual(['construction_permit']);
    expect(await kindsOf({ stage: 'construction', kind: 'disclosure.withheld' })).toEqual([
      'disclosure.withheld'
    ]);
  });

  it('goes on below a number, and names the fields of what it tells', async () => {
    const [first] = (await journal({ item: 'rebar_tests' }, 1)).entries;
    const below = async (before: number | undefined, size: number) =>
      entries.parse(await ask('read_journal', { scope: { item: 'rebar_tests' }, before, page_size: size }));
    const older = await below(first?.seq, 1);
    expect(older.entries.map(({ kind }) => kind)).toEqual(['disclosure.published']);
    expect(older.more).toBe(true);
    expect((await below(first?.seq, 2)).more).toBe(false);
    expect(older.fields.rebar_tests?.map(({ name }) => name)).toContain('material_groups');
    expect((await journal({ kind: 'project.registered' })).fields).toEqual({});
  });
});

describe('what the bureau withdrew', () => {
  const published = async () => {
    const { entries: found } = await journal({ item: 'structure_acceptance', kind: 'disclosure.published' });
    return found[0]?.facts;
  };

  it('is no longer told by the journal as pages and feeds read it', async () => {
    const facts = await published();
    expect(facts).toMatchObject({ withdrawn: true, version: 1 });
    expect(Object.keys(facts ?? {})).not.toEqual(expect.arrayContaining(['facts']));
    expect(JSON.stringify(facts)).not.toContain('Structure acceptance');
  });

  it('does not come back as the old half of a difference', async () => {
    const { desk, slugs, main } = story;
    const old = await desk.page(slugs.structure);
    const file = await desk.document(main.project_id, 'second try');
    const { data } = await desk.hub.service
      .from('disclosure_versions')
      .select('facts')
      .eq('disclosure_id', old.disclosure_id)
      .eq('version', 1)
      .single();
    const { facts } = z.object({ facts: z.record(z.string(), z.unknown()) }).parse(data);
    await desk.publish(slugs.structure, facts, [file], '遮盖个人信息后重新公示');
    const [version] = (await desk.page(slugs.structure)).versions;
    expect(version).toMatchObject({ version: 2, changes: null });
    expect(JSON.stringify(await journal({ item: 'structure_acceptance' }))).not.toContain(
      'Structure acceptance.pdf'
    );
    expect((await published())?.withdrawn).toBe(true);
  });
});

describe('a division', () => {
  const compare = async (code: string) => matrix.parse(await ask('disclosure_matrix', { code }));

  it('is compared by projects, a city by its districts too, the province by its cities alone', async () => {
    const county = await compare('420102');
    expect(county.projects.map(({ name }) => name).sort()).toEqual(['江湾花园', '滨河家园'].sort());
    const cells = county.projects.find(({ name }) => name === '江湾花园')?.cells;
    expect(cells?.concrete_tests).toMatchObject({ status: 'overdue', slug: story.slugs.concrete });
    expect((await compare('420100')).children.map(({ division_code }) => division_code)).toContain('420102');
    const province = await compare('420000');
    expect(province.projects).toEqual([]);
    expect(province.children.find(({ division_code }) => division_code === '420100')?.totals).toEqual(
      province.totals
    );
  });
});
