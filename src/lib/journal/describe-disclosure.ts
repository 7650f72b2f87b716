import { describeFacts } from '#lib/catalogue/facts.ts';
import { differences } from '#lib/disclosures/differences.ts';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { z } from 'zod';
import type { Told } from './describe-project.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';
import type { Names } from './words.ts';

type Disclosure = z.infer<typeof facts.disclosure>;

/** What happened to a disclosure; null for a kind that this version does not know. */
export function tellDisclosure(entry: Entry, t: T, names: Names): Told | null {
  switch (entry.kind) {
    case 'disclosure.published':
      return tellPublished(entry, t, names);
    case 'disclosure.corrected':
      return tellCorrected(entry, t, names);
    case 'disclosure.overdue':
    case 'disclosure.rescheduled':
      return tellClock(entry, entry.kind, t);
    case 'disclosure.withdrawn':
    case 'disclosure.withheld':
    case 'disclosure.released':
      return tellDecided(entry, entry.kind, t);
    case 'disclosure.scheduled':
      return tellSchedule(entry, t);
    case 'disclosure.revised':
      return {
        title: t(
          'journal.headline.disclosure.revised',
          named(facts.disclosure.catch({}).parse(entry.facts), t)
        ),
        lines: []
      };
    default:
      return null;
  }
}

/** The project and the item, as every headline names them. */
const named = ({ name = '', item_name, item_name_en }: Disclosure, t: T) => ({
  name,
  item: (t.lang === 'zh' ? item_name : item_name_en) ?? t('journal.value.item')
});

const fact = (label: string, value: string | undefined, t: T): string[] =>
  value ? [t('journal.line.fact', { label, value })] : [];

/** 提供：甲公司；复核确认：乙公司；公示：丙公司 */
function chain(p: z.infer<typeof facts.published>, t: T): string[] {
  const steps = [
    ...fact(t('journal.field.supplied_by'), p.supplied_by, t),
    ...fact(t('journal.field.confirmed_by'), p.confirmed_by, t),
    ...fact(t('journal.field.published_by'), p.published_by, t)
  ];
  return steps.length > 0 ? [steps.join(t('journal.line.and'))] : [];
}

function documents(p: z.infer<typeof facts.published>, t: T): string[] {
  const files = (p.documents ?? []).flatMap(({ name }) => (name ? [name] : []));
  return fact(t('journal.field.documents'), files.join(t('journal.line.list')), t);
}

function punctuality({ due_on, days_late }: z.infer<typeof facts.published>, t: T): string[] {
  if (due_on === undefined || days_late === undefined) return [];
  const day = formats(t).dateShort(due_on);
  return [
    days_late > 0
      ? t('journal.line.publishedLate', { day, count: days_late })
      : t('journal.line.publishedInTime', { day })
  ];
}

function tellPublished(entry: Entry, t: T, names: Names): Told {
  const p = facts.published.catch({}).parse(entry.facts);
  const title = t('journal.headline.disclosure.published', named(p, t));
  if (p.withdrawn) return { title, lines: [t('journal.line.withdrawn')] };
  const rows = describeFacts(names.fields?.(p.item ?? '') ?? [], p.facts ?? {}, t);
  return {
    title,
    lines: [
      ...punctuality(p, t),
      ...chain(p, t),
      ...rows.flatMap(({ label, value, unit }) => fact(label, value && unit ? `${value} ${unit}` : value, t)),
      ...fact(t('journal.field.note'), p.note, t),
      ...documents(p, t)
    ]
  };
}

function tellCorrected(entry: Entry, t: T, names: Names): Told {
  const p = facts.published.catch({}).parse(entry.facts);
  const version = p.version ?? entry.version;
  const title = t('journal.headline.disclosure.corrected', { ...named(p, t), version });
  if (p.withdrawn) return { title, lines: [t('journal.line.withdrawn')] };
  const changed = differences(p.changes ?? {}, names.fields?.(p.item ?? '') ?? [], t).map((one) =>
    one.kind === 'changed'
      ? t('journal.line.change', { label: one.label, from: one.from, to: one.to })
      : t(`disclosures.page.${one.kind}`, { name: one.name })
  );
  return {
    title,
    lines: [...fact(t('journal.field.reason'), p.reason, t), ...changed, ...chain(p, t), ...documents(p, t)]
  };
}

function tellClock(entry: Entry, kind: 'disclosure.overdue' | 'disclosure.rescheduled', t: T): Told {
  const p = facts.decided.catch({}).parse(entry.facts);
  const title = t(`journal.headline.${kind}`, named(p, t));
  const day = formats(t).dateShort(p.due_on);
  if (kind === 'disclosure.overdue')
    return { title, lines: p.due_on ? [t('journal.line.overdue', { day, count: p.days ?? 0 })] : [] };
  return {
    title,
    lines: [
      t('journal.line.rescheduled'),
      ...(p.due_on ? [t('journal.line.newDeadline', { day })] : [t('journal.line.noDeadline')])
    ]
  };
}

function tellDecided(
  entry: Entry,
  kind: 'disclosure.withdrawn' | 'disclosure.withheld' | 'disclosure.released',
  t: T
): Told {
  const p = facts.decided.catch({}).parse(entry.facts);
  const until = p.until ? formats(t).dateShort(p.until) : undefined;
  const ground = p.ground
    ? t.of(`disclosures.page.groundText.${p.ground}`, {}, 'journal.value.other')
    : undefined;
  const ended = kind === 'disclosure.released' && !p.reason ? [t('journal.line.periodEnded')] : [];
  return {
    title: t(`journal.headline.${kind}`, named(p, t)),
    lines: [
      ...fact(t('journal.field.ground'), ground, t),
      ...fact(t('journal.field.reason'), p.reason, t),
      ...ended,
      ...fact(t('journal.field.until'), until, t),
      ...fact(t('journal.field.decided_by'), p.decided_by, t)
    ]
  };
}

/** Until when each item is owed, where that is new. */
function tellSchedule(entry: Entry, t: T): Told {
  const { name = '', items = [] } = facts.schedule.catch({}).parse(entry.facts);
  const fmt = formats(t);
  const lines = items.map((one) => {
    const item = (t.lang === 'zh' ? one.name : one.name_en) ?? t('journal.value.item');
    if (!one.due_on || one.status === 'not_applicable' || one.status === 'ahead')
      return t('journal.line.owedNoMore', { item });
    const day = fmt.dateShort(one.due_on);
    return one.from
      ? t('journal.line.owedInstead', { item, from: fmt.dateShort(one.from), day })
      : t('journal.line.owed', { item, day });
  });
  return { title: t('journal.headline.disclosure.scheduled', { name }), lines };
}

/** A plan, with what it leaves out before the days of what it promises. */
export function tellPlan(entry: Entry, t: T): Told {
  const p = facts.plan.catch({}).parse(entry.facts);
  const { name = '' } = p;
  const fmt = formats(t);
  const items = (p.items ?? []).map((one) => ({
    ...one,
    called: (t.lang === 'zh' ? one.name : one.name_en) ?? t('journal.value.item')
  }));
  const left = items.filter(({ left_out_reason }) => left_out_reason);
  return {
    title:
      entry.supersedes === null
        ? t('journal.headline.plan.confirmed', { name })
        : t('journal.headline.plan.changed', { name, version: entry.version }),
    lines: [
      t('journal.line.plan', {
        count: items.length - left.length,
        by: p.confirmed_by ?? t('journal.role.developer')
      }),
      ...left.map((one) =>
        t('journal.line.leftOut', { item: one.called, reason: one.left_out_reason ?? '' })
      ),
      ...items
        .filter(({ left_out_reason }) => !left_out_reason)
        .flatMap(({ called, planned_on }) =>
          planned_on ? [t('journal.line.fact', { label: called, value: fmt.dateShort(planned_on) })] : []
        )
    ]
  };
}
