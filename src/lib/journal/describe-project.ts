import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import { describeChanges } from './changes.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';
import { words, type Names } from './words.ts';

/** What an entry says, before its place is known. */
export interface Told {
  title: string;
  /** Sentences without markup, each one line. */
  lines: string[];
}

export function tellRegistered(entry: Entry, t: T, names: Names): Told {
  const p = facts.registered.catch({}).parse(entry.facts);
  const say = words(t, names);
  const line = (label: string, value: string | undefined) =>
    value ? [t('journal.line.fact', { label, value })] : [];
  const field = (name: string, value: unknown) =>
    value === undefined ? [] : line(say.field(name), say.value(name, value));
  const reached = (p.milestones ?? []).filter((m) => m.reached);
  return {
    title: t('journal.headline.project.registered', { name: p.name ?? '' }),
    lines: [
      ...field('division_code', entry.division_code ?? undefined),
      ...['address', 'permit_no', 'project_code', 'housing_type', 'stage', 'floor_area_m2'].flatMap((name) =>
        field(name, p[name])
      ),
      ...['unit_count', 'building_count', 'structure', 'fit_out'].flatMap((name) => field(name, p[name])),
      ...(p.pilot ? field('pilot', true) : []),
      ...(p.parties ?? []).flatMap((party) => line(say.role(party.role ?? ''), say.party(party))),
      ...line(
        t('journal.field.reached'),
        reached
          .map((m) => t('journal.line.dated', { name: say.milestone(m.kind ?? ''), day: say.day(m.reached) }))
          .join(t('journal.line.list'))
      )
    ]
  };
}

export function tellUpdated(entry: Entry, t: T, names: Names): Told {
  const p = facts.updated.catch({}).parse(entry.facts);
  return {
    title: t('journal.headline.project.updated', { name: p.name ?? '' }),
    lines: describeChanges(p.changes ?? {}, p, t, names)
  };
}

export function tellReached(entry: Entry, t: T, names: Names): Told {
  const p = facts.reached.catch({}).parse(entry.facts);
  const given = t.lang === 'zh' ? p.milestone_name : p.milestone_name_en;
  const milestone = given ?? words(t, names).milestone(p.milestone ?? '');
  const fmt = formats(t);
  return {
    title: t('journal.headline.milestone.reached', { name: p.name ?? '', milestone }),
    lines: [
      ...(p.reached_on ? [t('journal.line.reachedOn', { day: fmt.date(p.reached_on) })] : []),
      ...(p.planned_on
        ? [
            t('journal.line.both', {
              first: t('journal.line.planned', { day: fmt.date(p.planned_on) }),
              second: lateness(p.planned_on, p.reached_on ?? p.planned_on, t)
            })
          ]
        : [])
    ]
  };
}

/** How far the day it was reached lies from the day it was planned for. */
function lateness(planned: string, reached: string, t: T): string {
  const count = Math.round((Date.parse(reached) - Date.parse(planned)) / 86_400_000);
  if (count > 0) return t('journal.line.late', { count });
  if (count < 0) return t('journal.line.early', { count: -count });
  return t('journal.line.asPlanned');
}
