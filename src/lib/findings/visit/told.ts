import type { Lang, T } from '#lib/i18n/types.ts';
import { formats } from '#lib/i18n/format.ts';
import type { Status } from '#lib/ui/StatusMark.svelte';
import type { Tolerance } from '../visit-schema.ts';
import type { Verdict } from '../words.ts';
import type { Draft, DraftLine } from './draft.ts';
import { judge, readNumbers, type Judgement } from './measure.ts';

/** Words and shapes of what stands in a checklist. */

export const verdictShape: Record<Verdict, Status> = {
  matched: 'matched',
  differs: 'differs',
  not_accessible: 'withdrawn',
  not_seen: 'unverified'
};

export const quantityOf = (rule: Pick<Tolerance, 'quantity' | 'quantity_en'>, lang: Lang): string =>
  lang === 'en' ? rule.quantity_en : rule.quantity;

const signed = (value: number, t: T) => `${value > 0 ? '+' : ''}${formats(t).number(value, 4)}`;

/** 偏差：允许 −5 至 +8 mm */
export function boundsText({ mode, lower, upper, unit }: Tolerance, t: T): string {
  const write = (value: number) => (mode === 'deviation' ? signed(value, t) : formats(t).number(value, 4));
  const bounds =
    lower !== null && upper !== null
      ? t('visits.measure.between', { lower: write(lower), upper: write(upper), unit })
      : upper !== null
        ? t('visits.measure.atMost', { upper: write(upper), unit })
        : t('visits.measure.atLeast', { lower: write(lower ?? 0), unit });
  return t('visits.measure.rule', { what: t(`visits.measure.${mode}`), bounds });
}

export interface Judged {
  tone: 'within' | 'out' | 'unreadable';
  text: string;
}

function judgedText({ mode, unit }: Tolerance, { judged, out, points }: Judgement, t: T): string {
  if (mode === 'range') {
    const value = formats(t).number(judged[0] ?? 0, 4);
    return out > 0
      ? t('visits.measure.outRange', { value, unit })
      : t('visits.measure.withinRange', { value, unit });
  }
  return out > 0
    ? t('visits.measure.out', { count: out, points })
    : t('visits.measure.within', { count: points });
}

/** What is said of typed values at once; null where nothing is typed. */
export function judgeTyped(rule: Tolerance, values: string, design: string, t: T): Judged | null {
  if (values.trim() === '' && design.trim() === '') return null;
  const numbers = readNumbers(values);
  const planned = readNumbers(design);
  if (numbers === null || planned === null || planned.length > 1)
    return { tone: 'unreadable', text: t('visits.measure.unreadable') };
  if (numbers.length === 0) return null;
  const judgement = judge(rule, numbers, planned[0] ?? null);
  return { tone: judgement.out > 0 ? 'out' : 'within', text: judgedText(rule, judgement, t) };
}

/** A screen of the checklist, and whether it is filled in. */
export interface Step {
  id: string;
  label: string;
  standing: 'done' | 'flaw' | 'open';
}

/** How many lines say what, of a report in writing. */
export function counts(draft: Draft | null) {
  const lines = draft?.lines ?? [];
  const of = (verdict: Verdict) => lines.filter((line) => line.verdict === verdict).length;
  return {
    matched: of('matched'),
    differs: of('differs'),
    not_accessible: of('not_accessible'),
    not_seen: of('not_seen'),
    other: lines.filter(({ kind }) => kind !== 'item').length
  };
}

export const isGate = ({ kind }: Pick<DraftLine, 'kind'>): boolean =>
  kind === 'access_refused' || kind === 'host_absent';
