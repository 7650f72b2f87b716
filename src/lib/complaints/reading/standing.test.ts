import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { followOf } from './follow.ts';
import { list } from './list-schema.ts';
import { statesText } from './rules.ts';
import type { Step } from './schema.ts';
import { agreeText, joinedText, markOf, placeText, stepText, whenText } from './standing.ts';
import { complaintSummary } from './summary.ts';
import { states } from '../words.ts';

const zh = translator('zh');
const en = translator('en');
const closed = {
  state: 'closed',
  group: 'ended',
  overdue: false,
  outcome: 'substantiated',
  result: 'fixed',
  fix_by: null,
  solved: null
} as const;

describe('how a complaint stands', () => {
  it('is what was found and what came of it, not only that it is closed', () => {
    expect(markOf(closed, zh)).toEqual({ status: 'on_time', text: '已办结：属实，已经整改' });
    expect(markOf({ ...closed, result: 'will_fix', fix_by: '2026-12-31' }, zh)).toEqual({
      status: 'due_soon',
      text: '已办结：属实，限期整改（2026年12月31日前）'
    });
    // whoever complained has the last word
    expect(markOf({ ...closed, solved: false }, zh).status).toBe('differs');
    expect(markOf({ ...closed, solved: true }, zh).status).toBe('matched');
    expect(markOf({ ...closed, outcome: 'could_not_verify', result: 'explained' }, en).text).toBe(
      'Closed: Could not be verified, Explained'
    );
  });

  it('says that it waits, that it is late, that it was not accepted', () => {
    const open = { ...closed, group: 'open', outcome: null, result: null } as const;
    expect(markOf({ ...open, state: 'registered' }, zh)).toEqual({
      status: 'unverified',
      text: '已登记，待受理'
    });
    expect(markOf({ ...open, state: 'investigating', overdue: true }, zh)).toEqual({
      ...{ status: 'overdue', text: '调查中，已逾期' }
    });
    expect(markOf({ ...open, group: 'ended', state: 'not_accepted' }, zh)).toEqual({
      ...{ status: 'withdrawn', text: '不予受理' }
    });
  });

  it('tells whether the person agrees, and how many report the same without counting few', () => {
    expect(agreeText({ solved: false, outcome: 'partly' }, zh)).toBe('投诉人说：没有解决');
    expect(agreeText({ solved: null, outcome: 'partly' }, zh)).toBe('投诉人还没有评价');
    expect(agreeText({ solved: null, outcome: null }, zh)).toBeNull();
    expect([
      joinedText({ joined: null }, zh),
      joinedText({ joined: 'some' }, zh),
      joinedText({ joined: '7' }, zh)
    ]).toEqual([null, '还有别人反映同一问题', '另有 7 人反映同一问题']);
  });

  it('is as coarse as the person asked', () => {
    const place = {
      ...{ division_code: '420106', division: '武昌区', division_en: 'Wuchang District' },
      ...{ city_code: '420100', city: '武汉市', city_en: 'Wuhan' }
    };
    expect(placeText({ place, coarse_place: true }, zh)).toBe('武汉市武昌区（具体地点不公开）');
    expect(placeText({ place, coarse_place: false }, en)).toBe('Wuchang District, Wuhan');
    expect([whenText('2026-11', zh), whenText('2026-11-05', zh)]).toEqual(['2026年11月', '2026年11月5日']);
  });

  it('has a history in words', () => {
    const step: Step = {
      ...{ event: 'replied', by: 'bureau', on: '2026-11-05', bureau: null, reason: null, outcome: null },
      ...{ result: null, to: null, days: null, clock: null, due_on: null, solved: null, ex_officio: null }
    };
    const said = (more: Partial<Step>) => stepText({ ...step, ...more }, zh);
    expect(said({ outcome: 'partly', result: 'will_fix' })).toBe('答复：部分属实，限期整改');
    expect(said({ event: 'review_decided', outcome: 'upheld' })).toBe('作出复查意见：维持原答复');
    expect(said({ event: 'extended', days: 30 })).toBe('延期 30 天');
    expect(said({ event: 'transferred', to: '示范区住建局' })).toBe('转办：示范区住建局');
    expect(said({ event: 'overdue', clock: 'answer', due_on: '2026-11-01' })).toContain(
      '应于 2026年11月1日前完成'
    );
    expect(said({ event: 'rated', solved: false })).toBe('投诉人评价：没有解决');
    expect(said({ event: 'withdrawn', ex_officio: true })).toBe('投诉人已撤回，主管部门继续查处');
    expect(said({ outcome: 'unheard_of' })).not.toContain('unheard');
  });
});

describe('the list', () => {
  const follow = (search: string) => followOf(list.parse(new URLSearchParams(search)).filters, null, zh);
  it('has the mails of the project, the company or the place that it is of', () => {
    expect(follow('').mail).toBe('/subscribe?division=420000&kind=complaint.published');
    expect(follow('city=420100&district=420106&overdue=yes').mail).toBe(
      '/subscribe?division=420106&kind=complaint.overdue'
    );
    expect(follow('organization=abc&group=ended').mail).toBe(
      '/subscribe?organization=abc&kind=complaint.closed'
    );
    expect(follow('project=abc&supervised=yes').mail).toBe(
      '/subscribe?project=abc&kind=complaint.supervised'
    );
  });

  it('is a project in one line', () => {
    const sums = { total: 6, answered: 4, verified: 3, fixed: 2, overdue: 0 };
    expect(complaintSummary(sums, zh)).toBe('公开投诉 6 件，4 件已答复，3 件查实，2 件已整改');
    expect(complaintSummary({ ...sums, total: 0 }, zh)).toBe('没有公开的投诉');
  });

  it('names states, and says any where nearly all are meant', () => {
    expect(statesText(['transferred', 'registered'], zh)).toBe('已登记，待受理、已转办');
    expect(statesText(states, zh)).toBe('任何状态');
  });
});
