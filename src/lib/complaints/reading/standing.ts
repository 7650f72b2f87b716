import type { Mark } from '#lib/disclosures/standing.ts';
import { districtOf } from '#lib/divisions/divisions.ts';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { State } from '../words.ts';
import type { ComplaintCard, PublicClock, Step } from './schema.ts';

/** A day; a month where the person asked for coarse times. */
export function whenText(when: string | null, t: T): string {
  const fmt = formats(t);
  return when !== null && /^\d{4}-\d{2}$/.test(when) ? fmt.month(`${when}-01`) : fmt.dateShort(when);
}

export const categoryOf = (
  { category_name: zh, category_name_en: en }: Pick<ComplaintCard, 'category_name' | 'category_name_en'>,
  t: T
): string => (t.lang === 'zh' ? zh : en);

/** As an officer called it; a stub by its kind. */
export const titleOf = (
  card: Pick<ComplaintCard, 'title' | 'category_name' | 'category_name_en'>,
  t: T
): string => card.title ?? t('complaintsPublic.untitled', { category: categoryOf(card, t) });

/** 武汉市江岸区; told that the rest is not published, where it is not. */
export function placeText(
  { place, coarse_place }: Pick<ComplaintCard, 'place' | 'coarse_place'>,
  t: T
): string {
  const name = place ? districtOf(place, t.lang) : '';
  return coarse_place ? t('complaintsPublic.someDistrict', { place: name }) : name;
}

type Found = Pick<ComplaintCard, 'outcome' | 'result' | 'fix_by'>;

/** 已经整改; 限期整改（2026年12月31日前） */
export function resultText({ result, fix_by }: Found, t: T): string | null {
  if (result === null) return null;
  const text = t(`complaints.result.${result}`);
  return fix_by
    ? t('complaintsPublic.standing.fixBy', { result: text, day: formats(t).dateShort(fix_by) })
    : text;
}

const over: readonly State[] = ['not_accepted', 'withdrawn'];

/** How a complaint stands, in a shape and honest words: what was found and what came of it, not only that it is closed. */
export function markOf(
  card: Found & Pick<ComplaintCard, 'state' | 'group' | 'overdue' | 'solved'>,
  t: T
): { status: Mark; text: string } {
  const state = t(`complaints.state.${card.state}`);
  if (card.overdue) return { status: 'overdue', text: t('complaintsPublic.overdueIn', { state }) };
  if (card.group === 'open' || over.includes(card.state))
    return { status: openShape(card.state), text: state };
  if (card.outcome === null) return { status: 'not_applicable', text: state };
  return {
    status: resultShape(card),
    text: t('complaintsPublic.standing.found', {
      state,
      outcome: t(`complaints.outcome.${card.outcome}`),
      result: resultText(card, t) ?? ''
    })
  };
}

function openShape(state: State): Mark {
  if (over.includes(state)) return 'withdrawn';
  return ['registered', 'transferred', 'objected'].includes(state) ? 'unverified' : 'due_soon';
}

/** Whoever complained has the last word on whether all is well. */
function resultShape({ result, solved }: Pick<ComplaintCard, 'result' | 'solved'>): Mark {
  if (solved !== null) return solved ? 'matched' : 'differs';
  if (result === 'fixed') return 'on_time';
  return result === 'will_fix' ? 'due_soon' : 'not_applicable';
}

/** Whether the person agrees; null before there is anything to agree with. */
export function agreeText(
  { solved, outcome }: Pick<ComplaintCard, 'solved' | 'outcome'>,
  t: T
): string | null {
  if (solved !== null) return t(`complaintsPublic.agree.${solved ? 'solved' : 'unsolved'}`);
  return outcome === null ? null : t('complaintsPublic.agree.silent');
}

export function joinedText({ joined }: Pick<ComplaintCard, 'joined'>, t: T): string | null {
  if (joined === null) return null;
  return joined === 'some'
    ? t('complaintsPublic.joined.some')
    : t('complaintsPublic.joined.many', { count: Number(joined) });
}

/** A step of its history in words. */
export function stepText(step: Step, t: T): string {
  const event = t(`complaints.event.${step.event}`);
  if (step.event === 'overdue' && step.clock) {
    const clock = t(`complaints.clock.${step.clock}`);
    return step.due_on
      ? t('complaintsPublic.step.overdueSince', { clock, day: formats(t).dateShort(step.due_on) })
      : t('complaintsPublic.step.overdue', { clock });
  }
  if (step.event === 'rated')
    return t('complaintsPublic.step.rated', {
      text: t(`complaintsPublic.step.${step.solved ? 'solved' : 'unsolved'}`)
    });
  if (step.event === 'withdrawn' && step.ex_officio) return t('complaintsPublic.exOfficio');
  if (step.to) return t('complaintsPublic.step.to', { event, name: step.to });
  if (step.days) return t('complaintsPublic.step.extended', { event, count: step.days });
  return step.outcome ? decidedText(step, event, t) : event;
}

function decidedText({ event: kind, outcome, result }: Step, event: string, t: T): string {
  const group = kind === 'replied' ? 'outcome' : 'review';
  const found = t.of(`complaints.${group}.${outcome ?? ''}`, {}, 'complaintsPublic.step.other');
  if (!result) return t('complaintsPublic.step.review', { event, outcome: found });
  const came = t.of(`complaints.result.${result}`, {}, 'complaintsPublic.step.other');
  return t('complaintsPublic.step.found', { event, outcome: found, result: came });
}

/** 60 个自然日（法定）：《信访工作条例》第三十四条 */
export function ruleText(rule: NonNullable<PublicClock['rule']>, t: T): string {
  return t('findings.rule.basis', {
    days:
      rule.day_kind === 'working'
        ? t('findings.rule.working', { count: rule.days })
        : t('findings.rule.natural', { count: rule.days }),
    nature: t(`findings.rule.nature.${rule.nature}`),
    basis: t.lang === 'zh' ? rule.basis : (rule.basis_en ?? rule.basis)
  });
}
