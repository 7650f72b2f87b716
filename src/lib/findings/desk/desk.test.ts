import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { clockText, shapeOf } from './clock.ts';
import { isTurn, mainAct, nextStep } from './next-step.ts';
import { bulkTriage, decision, reply, triage } from './schema.ts';
import { isOut, toleranceText } from './tolerance.ts';

const zh = translator('zh');
const en = translator('en');
const today = '2026-11-30';

describe('a deadline', () => {
  it('has a shape and words', () => {
    const told = (due_on: string | null, overdue = false) => [
      shapeOf({ due_on, overdue }, today),
      clockText({ due_on }, today, zh)
    ];
    expect(told('2026-12-05')).toEqual(['ahead', '还有 5 天']);
    expect(told('2026-12-02')).toEqual(['due_soon', '还有 2 天']);
    expect(told(today)).toEqual(['due_soon', '今天到期']);
    expect(told('2026-11-27', true)).toEqual(['overdue', '逾期 3 天']);
    // past midnight, before the day's reckoning
    expect(told('2026-11-29')).toEqual(['overdue', '逾期 1 天']);
    expect(told(null)).toEqual(['not_applicable', '没有期限']);
    expect(clockText({ due_on: '2026-12-01' }, today, en)).toBe('1 day left');
  });
});

describe('the next step', () => {
  it('is a request to the one whose turn it is, and what is waited for to others', () => {
    expect(nextStep({ queue: 'verify', acts: ['assign', 'decide'] }, zh)).toBe('请核实认定');
    expect(nextStep({ queue: 'verify', acts: ['assign'] }, zh)).toBe('等待核实认定');
    expect(nextStep({ queue: 'rectify', acts: [] }, zh)).toBe('等待建设单位整改');
    expect(nextStep({ queue: 'rectify', acts: [], company: true }, zh)).toBe('请整改并提交结果');
    const planning = {
      queue: 'rectify' as const,
      acts: [],
      line_list: [{ rectification: { acts: ['plan' as const] } }]
    };
    expect(nextStep(planning, zh)).toBe('请提出整改方案');
    expect(mainAct(planning)).toBe('plan');
    expect(mainAct({ acts: ['assign', 'withhold'] })).toBeUndefined();
    expect(isTurn({ queue: 'verify', acts: ['assign'] })).toBe(false);
    expect(isTurn({ queue: 'sign', acts: ['sign'] })).toBe(true);
  });
});

describe('a measured value', () => {
  it('is judged by the bounds that there are', () => {
    const both = { lower: -5, upper: 8, unit: 'mm' };
    expect([-5, 8, -5.1, 8.1].map((value) => isOut(value, both))).toEqual([false, false, true, true]);
    expect(isOut(undefined, both)).toBe(false);
    expect(toleranceText(both, zh)).toBe('−5 至 8 mm');
    expect(toleranceText({ ...both, lower: null }, zh)).toBe('不大于 8 mm');
    expect(toleranceText({ ...both, upper: null }, en)).toBe('at least −5 mm');
  });
});

describe('the forms', () => {
  const problems = (result: { error?: { issues: { path: PropertyKey[] }[] } }) =>
    result.error?.issues.map(({ path }) => path.join('.')).toSorted();

  it('ask for a reason where somebody will read it', () => {
    expect(problems(triage.safeParse({ outcome: 'accept', edits: '1' }))).toBeUndefined();
    expect(problems(triage.safeParse({ outcome: 'urgent', edits: '1' }))).toEqual(['reason']);
    expect(problems(triage.safeParse({ outcome: 'duplicate', edits: '1' }))).toEqual([
      'duplicate_of',
      'reason'
    ]);
    expect(problems(reply.safeParse({ stance: 'contests', reply: '不对', edits: '1' }))).toEqual(['reply']);
    expect(problems(reply.safeParse({ stance: 'accepts', reply: '认可', edits: '1' }))).toBeUndefined();
  });

  it('tell every line that lacks its decision or its reason', () => {
    const given = {
      edits: '4',
      position: ['1', '3'],
      'decision.1': 'partly',
      'reason.1': '部分位置相符',
      'decision.3': 'yes'
    };
    expect(problems(decision.safeParse(given))).toEqual(['decision.3', 'reason.3']);
    expect(decision.parse({ ...given, position: '1' })).toEqual({
      edits: 4,
      lines: [{ position: 1, decision: 'partly', reason: '部分位置相符' }]
    });
  });

  it('take one ticked box as well as many, and none at all as a mistake', () => {
    const accept = (pick: unknown) => bulkTriage.safeParse({ outcome: 'accept', pick });
    expect(accept('abcdefghij F420100-2026-00001').data?.pick).toEqual([
      { slug: 'abcdefghij', number: 'F420100-2026-00001' }
    ]);
    expect(accept(['abcdefghij F1', 'bcdefghijk F2']).data?.pick).toHaveLength(2);
    expect(problems(accept(undefined))).toEqual(['pick']);
    expect(problems(accept('<b> x'))).toEqual(['pick.0']);
  });
});
