import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { field } from '#lib/catalogue/schema.ts';
import { corpus, fields } from '#lib/catalogue/fixtures.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const ask = async (call: string, ...values: unknown[]): Promise<unknown> => {
  const [row] = await hub.sql.query(
    `select ${call} as said`,
    values.map((value) => JSON.stringify(value))
  );
  return row?.said ?? null;
};

describe('check_facts', () => {
  it.each(corpus)('says as the form does on $what', async ({ facts, draft, says }) => {
    const said = await ask(
      `private.check_facts($1::text::jsonb, $2::text::jsonb, ${draft ? 'false' : 'true'})`,
      fields,
      facts
    );
    expect(said).toEqual(says && { field: says[0], problem: says[1] });
  });

  it.each([[[]], ['text'], [null], [12]])('takes nothing for facts but an object: %j', async (facts) => {
    expect(await ask('private.check_facts($1::text::jsonb, $2::text::jsonb, true)', fields, facts)).toEqual({
      field: '',
      problem: 'unknown'
    });
  });
});

describe('check_fields', () => {
  const check = (...more: object[]) => ask('private.check_fields($1::text::jsonb)', [...fields, ...more]);
  const base = { name: 'extra', kind: 'integer', label: '项', label_en: 'entry', required: false };
  const choices = [
    { value: 'a', label: '甲', label_en: 'a' },
    { value: 'b', label: '乙', label_en: 'b' }
  ];

  it('takes the fields of the corpus, and those of all items', async () => {
    expect(await check()).toBeNull();
    const rows = await hub.sql.query(
      'select item, fields, private.check_fields(fields) as problem from public.disclosure_items'
    );
    expect(rows).toHaveLength(11);
    for (const { item, fields: own, problem } of rows) {
      expect(problem, String(item)).toBeNull();
      expect(z.array(field.strict()).parse(own).length, String(item)).toBeGreaterThan(5);
    }
  });

  it.each([
    ['a name that is taken', { ...base, name: 'groups' }, 'disclosure_fields_name_taken'],
    ['a name that is none', { ...base, name: 'Extra' }, 'disclosure_fields_name_form'],
    ['a kind that is none', { ...base, kind: 'money' }, 'disclosure_fields_form'],
    ['no word on whether it is required', { ...base, required: undefined }, 'disclosure_fields_form'],
    ['no English', { ...base, label_en: '' }, 'disclosure_fields_label'],
    ['a choice without choices', { ...base, kind: 'choice' }, 'disclosure_fields_choices'],
    ['choices of a number', { ...base, choices }, 'disclosure_fields_choices'],
    ['one choice', { ...base, kind: 'choice', choices: choices.slice(1) }, 'disclosure_fields_choices'],
    [
      'the same choice twice',
      { ...base, kind: 'choice', choices: [...choices, choices[0]] },
      'disclosure_fields_choices'
    ],
    ['a range of a text', { ...base, kind: 'text', min: 1 }, 'disclosure_fields_range'],
    ['a range upside down', { ...base, min: 2, max: 1 }, 'disclosure_fields_range'],
    ['a bound that is a text', { ...base, min: '2' }, 'disclosure_fields_range'],
    ['a part of itself', { ...base, at_most: 'extra' }, 'disclosure_fields_range'],
    ['a part of a text', { ...base, at_most: 'numbers' }, 'disclosure_fields_range']
  ])('refuses %s', async (_what, more, problem) => {
    expect(await check(more)).toBe(problem);
  });

  it.each([
    ['a number', base],
    ['a choice', { ...base, kind: 'choice', choices }],
    ['a part of a number', { ...base, at_most: 'groups', min: -1, max: 1.5 }]
  ])('takes %s', async (_what, more) => {
    expect(await check(more)).toBeNull();
  });
});
