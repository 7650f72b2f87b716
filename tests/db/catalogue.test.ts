import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fields, itemFacts, openCatalogueDesk, type CatalogueDesk } from '#tests/support/catalogue.ts';

let desk: CatalogueDesk;
beforeAll(async () => {
  desk = await openCatalogueDesk();
});
afterAll(() => desk.hub.close());

const mandatory = 'completion_filing';
/** As the whole item would be sent by the form, with a change. */
const changed = (item: string, change: object) => ({ ...itemFacts(item), ...change });

describe('the eleven mandatory items', () => {
  it('are there for the whole province, each with one default rule that says it is ours', async () => {
    const rows = await desk.hub.sql.query(
      `select i.item, i.mandatory, i.division_code, count(r.*)::int as rules, min(r.nature) as nature
       from public.disclosure_items i left join public.deadline_rules r on r.item = i.item and r.subject = 'disclosure' group by i.item, i.mandatory, i.division_code, i.sort order by i.sort`
    );
    expect(rows.map(({ item }) => item)).toEqual([
      'construction_permit',
      'rebar_tests',
      'concrete_tests',
      'structure_entity_tests',
      'foundation_acceptance',
      'structure_acceptance',
      'indoor_environment',
      'household_acceptance_summary',
      'fire_acceptance',
      'completion_report',
      'completion_filing'
    ]);
    for (const row of rows)
      expect(row).toMatchObject({ mandatory: true, division_code: '420000', rules: 1, nature: 'default' });
  });

  it('ask for nothing that is personal', async () => {
    const rows = await desk.hub.sql.query(
      `select f ->> 'name' as name, f ->> 'label' as label from public.disclosure_items, jsonb_array_elements(fields) f`
    );
    expect(rows.length).toBeGreaterThan(80);
    const personal = /姓名|身份证|电话|手机|房号|户主|签名|phone|person|household_name/;
    expect(rows.filter(({ name, label }) => personal.test(`${String(name)} ${String(label)}`))).toEqual([]);
  });
});

describe('an item', () => {
  it('is added by officers of its division and above, and by nobody else', async () => {
    expect(await desk.save(desk.jiangan.db, itemFacts('wuhan_commitment'))).toBe('outside_own_division');
    expect(await desk.save(desk.xiangyang.db, itemFacts('wuhan_commitment'))).toBe('outside_own_division');
    expect(await desk.save(desk.company.db, itemFacts('wuhan_commitment'))).toBe('outside_own_division');
    expect(await desk.save(desk.hub.visitor, itemFacts('wuhan_commitment'))).toMatch(/permission denied/);
    expect(await desk.save(desk.wuhan.db, itemFacts('wuhan_commitment'))).toBe(1);
    expect(await desk.save(desk.wuhan.db, itemFacts('jiangan_commitment', '420102'))).toBe(1);
    expect(await desk.save(desk.province.db, itemFacts('xiangyang_commitment', '420600'))).toBe(1);
    expect(await desk.save(desk.administrator.db, itemFacts('province_commitment', '420000'))).toBe(1);
  });

  it('has a code of its own', async () => {
    expect(await desk.save(desk.wuhan.db, itemFacts('wuhan_commitment'))).toBe('disclosure_item_exists');
    expect(await desk.save(desk.xiangyang.db, itemFacts('wuhan_commitment', '420600'))).toBe(
      'disclosure_item_exists'
    );
  });

  it('is mandatory for the whole province or not at all', async () => {
    const facts = { ...itemFacts('wuhan_must'), mandatory: true };
    expect(await desk.save(desk.wuhan.db, facts)).toMatch(/disclosure_items_mandatory_for_the_province/);
    expect(await desk.save(desk.province.db, { ...facts, item: 'all_must', division_code: '420000' })).toBe(
      1
    );
  });

  it('of the province can’t be changed or ended by a city', async () => {
    const more = { item: mandatory, name: '备案' };
    expect(await desk.save(desk.wuhan.db, more, 1)).toBe('outside_own_division');
    expect(await desk.save(desk.wuhan.db, { ...more, division_code: '420100' }, 1)).toBe(
      'outside_own_division'
    );
    const end = { item: mandatory, on_day: '2099-01-01' };
    expect(await desk.call(desk.wuhan.db, 'end_disclosure_item', end)).toBe('outside_own_division');
  });

  it('is due by a milestone that its division has', async () => {
    const roof = {
      kind: 'xy_roof',
      division_code: '420600',
      name: '屋面',
      name_en: 'roof',
      stage: 'construction',
      sort: 35
    };
    await desk.call(desk.xiangyang.db, 'add_milestone_kind', { facts: roof });
    const facts = { ...itemFacts('wuhan_roof'), milestone_kind: 'xy_roof' };
    expect(await desk.save(desk.wuhan.db, facts)).toBe('milestone_kind_unknown');
    expect(await desk.save(desk.xiangyang.db, { ...facts, item: 'xy_roof', division_code: '420600' })).toBe(
      1
    );
  });

  it('keeps each of its versions, and tells who is slower', async () => {
    const item = 'wuhan_history';
    expect(await desk.save(desk.wuhan.db, itemFacts(item))).toBe(1);
    expect(await desk.save(desk.wuhan.db, changed(item, { name: '承诺书' }), 1)).toBe(2);
    expect(await desk.save(desk.wuhan.db, changed(item, { name: '承诺书' }), 2)).toBe(2);
    expect(await desk.save(desk.wuhan.db, changed(item, { name: '另一个' }), 1)).toBe(
      'disclosure_item_changed_meanwhile'
    );
    expect(await desk.call(desk.wuhan.db, 'end_disclosure_item', { item, on_day: '2031-12-31' })).toBe(3);
    const rows = await desk.hub.sql.query(
      `select version, facts ->> 'name' as name, facts ->> 'valid_until' as until from public.disclosure_item_revisions
       where item = $1 order by version`,
      [item]
    );
    expect(rows).toEqual([
      { version: 1, name: '质量承诺书', until: null },
      { version: 2, name: '承诺书', until: null },
      { version: 3, name: '承诺书', until: '2031-12-31' }
    ]);
    const audited = await desk.hub.sql.query(
      'select action from public.audit_entries where subject = $1 and actor = $2 order by audit_entry_id',
      [item, desk.wuhan.id]
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'disclosure_item.saved',
      'disclosure_item.saved',
      'disclosure_item.saved',
      'disclosure_item.ended'
    ]);
  });
});

describe('an item in force', () => {
  const item = 'wuhan_running';
  const now = (change: object) =>
    desk.save(desk.wuhan.db, changed(item, { valid_from: '2024-01-01', ...change }), 1);
  const [first, second, third] = fields;

  beforeAll(async () => {
    await desk.save(desk.wuhan.db, changed(item, { valid_from: '2024-01-01' }));
  });

  it.each([
    ['lose a field', { fields: [first, second] }, 'disclosure_fields_removed'],
    [
      'turn one into another kind',
      { fields: [{ ...first, kind: 'text' }, second, third] },
      'disclosure_fields_retyped'
    ],
    [
      'measure in another unit',
      { fields: [first, second, { ...third, unit: '页' }] },
      'disclosure_fields_retyped'
    ],
    [
      'demand what was optional',
      { fields: [first, second, { ...third, required: true }] },
      'disclosure_fields_retyped'
    ],
    [
      'lose a choice',
      {
        fields: [
          first,
          { ...second, choices: [second?.choices?.[0], { value: 'new', label: '新', label_en: 'new' }] },
          third
        ]
      },
      'disclosure_fields_retyped'
    ],
    ['be due by another milestone', { milestone_kind: 'fire_acceptance' }, 'disclosure_item_fixed'],
    ['apply to other works', { applies_when: 'fitted_out' }, 'disclosure_item_fixed'],
    ['begin on another day', { valid_from: '2023-01-01' }, 'disclosure_item_fixed']
  ])('can’t %s', async (_what, change, reason) => {
    expect(await now(change)).toBe(reason);
  });

  it('may gain fields and choices, be relabelled, and ask for less', async () => {
    const more = { value: 'third', label: '第三种', label_en: 'third' };
    const grown = [
      { ...first, label: '签署日', required: false },
      { ...second, choices: [...(second?.choices ?? []), more] },
      third,
      { ...third, name: 'pages', required: true }
    ];
    expect(await now({ fields: grown })).toBe(2);
  });

  it('ends today or later, and is not changed after that', async () => {
    const end = (on_day: string) => desk.call(desk.wuhan.db, 'end_disclosure_item', { item, on_day });
    expect(await end('2020-01-01')).toBe('ends_in_the_past');
    const today = await desk.day('private.today()');
    expect(await end(String(today))).toBe(3);
    // as it is the day after
    await desk.hub.sql.query(
      'update public.disclosure_items set valid_until = private.today() - 1 where item = $1',
      [item]
    );
    expect(await desk.save(desk.wuhan.db, changed(item, { valid_from: '2024-01-01', name: '改' }), 3)).toBe(
      'disclosure_item_ended'
    );
    expect(await end('2040-01-01')).toBe('disclosure_item_ended');
  });
});

describe('whether an item applies', () => {
  const applies = (change: Record<string, string | null>, on = '2026-01-01') => {
    const { item = 'indoor_environment', ...project } = change;
    return desk.one(
      `select private.item_applies(i, jsonb_populate_record(null::public.projects, $2::text::jsonb), $3::text::date)
       from public.disclosure_items i where i.item = $1`,
      item,
      JSON.stringify({
        division_code: '420102',
        housing_type: 'commodity',
        fit_out: 'fitted_out',
        ...project
      }),
      on
    );
  };

  it('is told by its kind of works, its division and its days', async () => {
    expect(await applies({})).toBe(true);
    expect(await applies({ fit_out: 'partly' })).toBe(false);
    expect(await applies({ fit_out: null })).toBe(false);
    expect(await applies({}, '2020-03-31')).toBe(false);
    for (const [condition, type, expected] of [
      ['affordable', 'public_rental', true],
      ['affordable', 'commodity', false],
      ['commodity', 'commodity', true],
      ['commodity', 'redevelopment', false]
    ] as const) {
      const item = `wuhan_${condition}_${type}`;
      const facts = { ...itemFacts(item), applies_when: condition, valid_until: null };
      await desk.save(desk.wuhan.db, facts);
      expect(await applies({ item, housing_type: type }, '2030-01-01')).toBe(expected);
      expect(await applies({ item, housing_type: type, division_code: '420602' }, '2030-01-01')).toBe(false);
    }
  });
});

describe('the pages’ functions', () => {
  it('list what holds in a division, with the rules of today', async () => {
    const { data } = await desk.hub.visitor.rpc('browse_disclosure_items', {
      filters: { division: '420602', state: 'all' },
      page_size: 100
    });
    expect(data).toMatchObject({ mandatory: 12 });
    const text = JSON.stringify(data);
    expect(text).toContain('"xiangyang_commitment"');
    expect(text).not.toContain('"wuhan_commitment"');
  });

  it('preview what would be due, and say where no rule was in force', async () => {
    const ask = async (on_day: string, only_item: string) =>
      desk.call(desk.hub.visitor, 'preview_deadlines', { division: '420102', on_day, only_item });
    expect(await ask('2026-03-02', 'rebar_tests')).toMatchObject([
      { due_on: '2026-03-02', rule: { days: 0 } }
    ]);
    expect(await ask('2030-02-01', 'wuhan_commitment')).toMatchObject([{ due_on: null, rule: null }]);
    expect(await ask('2029-02-01', 'wuhan_commitment')).toEqual([]);
  });
});
