import type { FactField } from './catalogue.ts';
import type { Problem } from './check-facts.ts';

/** One corpus for the two that check facts, TypeScript and SQL: what each says of these is what the other must say. */
const label = { label: '项', label_en: 'entry' };
export const fields: FactField[] = [
  { name: 'groups', kind: 'integer', ...label, unit: '组', unit_en: 'groups', required: true, min: 1 },
  { name: 'failed', kind: 'integer', ...label, required: true, min: 0, at_most: 'groups' },
  { name: 'rate', kind: 'number', ...label, unit: '%', required: false, min: 0, max: 100 },
  { name: 'numbers', kind: 'text', ...label, required: true },
  { name: 'note', kind: 'long_text', ...label, required: false },
  { name: 'tested_on', kind: 'date', ...label, required: false },
  {
    name: 'conclusion',
    kind: 'choice',
    ...label,
    required: true,
    choices: [
      { value: 'passed', label: '合格', label_en: 'passed' },
      { value: 'failed', label: '不合格', label_en: 'failed' }
    ]
  },
  { name: 'supervised', kind: 'yes_no', ...label, required: false }
];

const good = { groups: 12, failed: 0, numbers: 'GJ-001 至 GJ-012', conclusion: 'passed' };

interface Case {
  what: string;
  facts: Record<string, unknown>;
  /** As a draft: what is missing is not asked for yet. */
  draft?: boolean;
  says: [string, Problem] | null;
}

const wrong = (what: string, facts: Record<string, unknown>, field: string, problem: Problem): Case => ({
  what,
  facts: { ...good, ...facts },
  says: [field, problem]
});
const fine = (what: string, facts: Record<string, unknown>): Case => ({
  what,
  facts: { ...good, ...facts },
  says: null
});

export const corpus: Case[] = [
  fine('all that is required', {}),
  fine('everything', {
    rate: 99.5,
    note: '一\n二',
    tested_on: '2024-02-29',
    supervised: false,
    failed: 12
  }),
  fine('nulls and blanks count as empty', {
    rate: null,
    note: ' \u3000\u00a0\n',
    tested_on: '',
    supervised: null
  }),
  fine('bounds are inside', { groups: 1, failed: 1, rate: 100 }),
  fine('six decimals', { rate: 0.000001 }),
  fine('200 characters, however many bytes', { numbers: '😀'.repeat(200) }),
  fine('2,000 characters on several lines', { note: '字'.repeat(2000) }),
  fine('a whole number written with a point', { groups: 12.0 }),
  fine('the last days that there are', { tested_on: '2099-12-31' }),
  { what: 'nothing, as a draft', facts: {}, draft: true, says: null },
  { what: 'nothing', facts: {}, says: ['groups', 'required'] },
  { what: 'a draft is checked too', facts: { failed: 'x' }, draft: true, says: ['failed', 'not_a_number'] },
  {
    what: 'a part without its total',
    facts: { failed: 3 },
    draft: true,
    says: null
  },
  wrong('a blank where a text is required', { numbers: '\u3000' }, 'numbers', 'required'),
  wrong('a field that is not there', { phone: '13800000000' }, 'phone', 'unknown'),
  wrong('two of them', { zz: 1, aa: 2 }, 'aa', 'unknown'),
  wrong('one that is not there, before one that is wrong', { groups: 'x', phone: 1 }, 'phone', 'unknown'),
  wrong('an empty one that is not there', { phone: null }, 'phone', 'unknown'),
  wrong('a number as a text', { groups: '12' }, 'groups', 'not_a_number'),
  wrong('a list', { groups: [12] }, 'groups', 'not_a_number'),
  wrong('an object', { rate: { value: 1 } }, 'rate', 'not_a_number'),
  wrong('half a group', { groups: 1.5 }, 'groups', 'not_whole'),
  wrong('too few', { groups: 0 }, 'groups', 'out_of_range'),
  wrong('less than none', { failed: -1 }, 'failed', 'out_of_range'),
  wrong('more than all', { rate: 100.1 }, 'rate', 'out_of_range'),
  wrong('more than anyone counts', { groups: 1e13 }, 'groups', 'out_of_range'),
  wrong('huge', { groups: 1e300 }, 'groups', 'out_of_range'),
  wrong('seven decimals', { rate: 0.0000001 }, 'rate', 'too_precise'),
  wrong('what floating point makes', { rate: 0.1 + 0.2 }, 'rate', 'too_precise'),
  wrong('more failed than tested', { failed: 13 }, 'failed', 'more_than'),
  wrong('201 characters', { numbers: '字'.repeat(201) }, 'numbers', 'too_long'),
  wrong('2,001 characters', { note: '字'.repeat(2001) }, 'note', 'too_long'),
  wrong('a number for a text', { numbers: 12 }, 'numbers', 'not_text'),
  wrong('a truth for a text', { note: true }, 'note', 'not_text'),
  wrong('a day that is not', { tested_on: '2023-02-29' }, 'tested_on', 'not_a_day'),
  wrong('the 31st of April', { tested_on: '2024-04-31' }, 'tested_on', 'not_a_day'),
  wrong('a moment', { tested_on: '2024-04-30T00:00:00Z' }, 'tested_on', 'not_a_day'),
  wrong('a day as people write it', { tested_on: '2024年4月30日' }, 'tested_on', 'not_a_day'),
  wrong('a day of another age', { tested_on: '1899-12-31' }, 'tested_on', 'not_a_day'),
  wrong('a day and a line', { tested_on: '2024-04-30\n' }, 'tested_on', 'not_a_day'),
  wrong('a number for a day', { tested_on: 20240430 }, 'tested_on', 'not_a_day'),
  wrong('the name of a choice', { conclusion: '合格' }, 'conclusion', 'not_a_choice'),
  wrong('a choice of another kind', { conclusion: true }, 'conclusion', 'not_a_choice'),
  wrong('a word for yes', { supervised: 'yes' }, 'supervised', 'not_a_choice'),
  wrong('a number for yes', { supervised: 1 }, 'supervised', 'not_a_choice')
];
