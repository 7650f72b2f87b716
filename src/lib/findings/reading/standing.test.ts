import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { followOf } from './follow.ts';
import { list } from './list-schema.ts';
import {
  byWhom,
  decisionShape,
  fixText,
  lineText,
  markOf,
  rectificationMark,
  verifiedCount
} from './standing.ts';

const zh = translator('zh');
const en = translator('en');

describe('how a finding stands', () => {
  it('is told by shape and word together', () => {
    expect(markOf({ outcome: 'substantiated', state: 'published' }, zh)).toEqual({
      status: 'differs',
      text: '属实'
    });
    expect(markOf({ outcome: null, state: 'under_verification' }, zh).status).toBe('unverified');
    expect(lineText({ kind: 'access_refused', verdict: null }, zh)).toBe('不让进入工地');
    // borne out means that all is well where the finder said so
    expect(decisionShape('substantiated', { verdict: 'matched' })).toBe('matched');
    expect(decisionShape('substantiated', { verdict: 'differs' })).toBe('differs');
    expect(rectificationMark({ state: 'planned', overdue: true }, zh)).toEqual({
      status: 'overdue',
      text: '整改中，已逾期'
    });
  });

  it('says how much is put right, and nothing where nothing is to be', () => {
    const of = (total: number, closed: number, overdue: number) => {
      const rectification = { total, closed, claimed: 0, overdue };
      return fixText({ rectification }, zh);
    };
    expect(of(0, 0, 0)).toBeNull();
    expect(of(3, 1, 1)).toBe('3 处须整改，1 处已复查合格，1 处整改逾期');
    expect(of(2, 2, 0)).toBe('2 处须整改，已全部复查合格');
  });

  it('names those who were there by category alone', () => {
    expect(byWhom({ categories: { deputy: 2, expert: 1, media: 0 } }, zh)).toBe(
      '两代表一委员 2 次、行业专家 1 次'
    );
    expect(byWhom({ categories: { expert: 1 } }, en)).toBe('Experts: once');
    expect(verifiedCount([{ status: 'confirmed' }, { status: 'unverified' }, { status: 'disputed' }])).toBe(
      2
    );
  });
});

describe('the mails of a list', () => {
  const follow = (search: string) => followOf(list.parse(new URLSearchParams(search)).filters, null, zh);
  it('are of the project, the company or the place that the list is of', () => {
    expect(follow('').mail).toBe('/subscribe?division=420000&kind=finding.published');
    expect(follow('city=420100&district=420106').mail).toContain('division=420106');
    expect(follow('developer=abc').mail).toBe('/subscribe?organization=abc&kind=finding.published');
    expect(follow('project=abc&rectification=overdue').mail).toBe(
      '/subscribe?project=abc&kind=rectification.overdue'
    );
  });
});
