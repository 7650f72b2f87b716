import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { readForm } from '#lib/ui/form.ts';
import { z } from 'zod';
import { checkFacts } from './check-facts.ts';
import { describeFacts, factsLabels, factsValues, readFacts } from './describe-facts.ts';
import { factsForm, factsSchema } from './facts.ts';
import { corpus, fields } from './fixtures.ts';

describe('factsSchema', () => {
  it.each(corpus)('on $what', ({ facts, draft, says }) => {
    const read = factsSchema(fields, !draft).safeParse(facts);
    expect(read.success).toBe(says === null);
    const [first] = checkFacts(fields, facts, !draft);
    expect(first ? [first.field, first.problem] : null).toEqual(says);
    const told = read.error?.issues[0];
    expect(told ? [told.path.join('.'), told.message] : null).toEqual(
      says && [says[0], `errors.facts_${says[1]}`]
    );
  });

  it('tells of every field at once, each in words of both languages', () => {
    const { error } = factsSchema(fields).safeParse({ groups: 0, failed: 'x', note: 1 });
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'groups',
      'failed',
      'numbers',
      'note',
      'conclusion'
    ]);
    const messages = [...new Set(corpus.flatMap(({ says }) => (says ? [`errors.facts_${says[1]}`] : [])))];
    expect(messages.length).toBeGreaterThan(9);
    for (const message of messages)
      expect(translator('zh').has(message) && translator('en').has(message)).toBe(true);
  });

  it('leaves out what was left empty', () => {
    const facts = { groups: 2, failed: 0, numbers: 'A', conclusion: 'passed', note: ' ', rate: null };
    expect(factsSchema(fields).parse(facts)).toEqual({
      groups: 2,
      failed: 0,
      numbers: 'A',
      conclusion: 'passed'
    });
  });

  it('refuses what the database could not hold', () => {
    for (const numbers of ['a\0b', '\ud800'])
      expect(factsSchema(fields, false).safeParse({ numbers }).error?.issues[0]?.message).toBe(
        'errors.facts_not_text'
      );
  });
});

describe('facts of a form', () => {
  const form = (entries: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(entries)) data.append(name, value);
    return data;
  };
  const schema = z.intersection(z.object({ title: z.string() }), factsForm(fields));

  it('are read from its texts', () => {
    const data = form({
      title: '一',
      'facts.groups': ' １，２００ ',
      'facts.failed': '0',
      'facts.rate': '99.50',
      'facts.numbers': ' A–B ',
      'facts.note': '一\r\n二',
      'facts.tested_on': '',
      'facts.conclusion': 'passed',
      'facts.supervised': 'no',
      'facts.phone': 'nobody asked'
    });
    expect(readForm(data, schema)).toEqual({
      ok: true,
      data: {
        title: '一',
        facts: {
          groups: 1200,
          failed: 0,
          rate: 99.5,
          numbers: 'A–B',
          note: '一\n二',
          conclusion: 'passed',
          supervised: false
        }
      }
    });
  });

  it('have their problems at their fields, with what was written', () => {
    const data = form({ title: '一', 'facts.groups': '12组', 'facts.failed': '1,23', 'facts.numbers': 'A' });
    const read = readForm(data, schema);
    expect(read.ok ? null : read.form.errors).toEqual({
      'facts.groups': 'errors.facts_not_a_number',
      'facts.failed': 'errors.facts_not_a_number',
      'facts.conclusion': 'errors.facts_required'
    });
    expect(read.ok ? null : read.form.values?.['facts.groups']).toBe('12组');
  });

  it('come back into the form as they were', () => {
    const facts = {
      groups: 1200,
      failed: 0,
      rate: 0.5,
      numbers: 'A',
      conclusion: 'passed',
      supervised: true
    };
    expect(readFacts(fields, factsValues(fields, facts))).toEqual(facts);
    expect(Object.keys(factsLabels(fields, translator('zh')))).toContain('facts.groups');
    expect(factsLabels(fields, translator('zh'))['facts.groups']).toBe('项（组）');
    expect(factsLabels(fields, translator('en'))['facts.groups']).toBe('entry (groups)');
  });
});

describe('describeFacts', () => {
  const facts = {
    groups: 1200,
    failed: 0,
    rate: 99.5,
    numbers: 'A',
    tested_on: '2024-02-29',
    conclusion: 'failed',
    supervised: true
  };
  const said = (lang: 'zh' | 'en') =>
    describeFacts(fields, facts, translator(lang)).map(({ value, unit }) => value + unit);

  it('says each fact in the language of the reader, and nothing of what was not said', () => {
    expect(said('zh')).toEqual(['1,200组', '0', '99.5%', 'A', '', '2024年2月29日（周四）', '不合格', '是']);
    expect(said('en').slice(0, 3)).toEqual(['1,200groups', '0', '99.5%']);
    expect(said('en').slice(6)).toEqual(['failed', 'Yes']);
  });

  it('marks what is a part of another number, and what a person typed', () => {
    const rows = describeFacts(fields, facts, translator('en'));
    expect(rows.filter(({ part }) => part).map(({ name }) => name)).toEqual(['failed']);
    expect(rows.filter(({ typed }) => typed).map(({ name }) => name)).toEqual(['numbers', 'note']);
  });
});
