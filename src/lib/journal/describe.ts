import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import { describeChanges } from './changes.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';
import { words, type Names } from './words.ts';

export interface Description {
  title: string;
  /** Sentences without markup, each one line. */
  lines: string[];
  /** Where to read on: a path of this site without its language. */
  path: string;
}

/** An entry in words, in the language of `t`. `names` tells divisions and a city's own milestones by name. */
export function describe(entry: Entry, t: T, names: Names = {}): Description {
  const project = facts.project.catch({}).parse(entry.facts);
  const told = tell(entry, t, names);
  return {
    title: entry.supersedes === null ? told.title : t('journal.headline.correction', { title: told.title }),
    lines: project.demo ? [...told.lines, t('journal.line.demo')] : told.lines,
    path: project.slug ? `/projects/${project.slug}` : '/'
  };
}

/** The kind of an entry as people read it. */
export const kindName = (kind: string, t: T): string =>
  t.of(`journal.kind.${kind}`, {}, 'journal.kind.other');

function tell(entry: Entry, t: T, names: Names): Omit<Description, 'path'> {
  switch (entry.kind) {
    case 'project.registered':
      return tellRegistered(entry, t, names);
    case 'project.updated':
      return tellUpdated(entry, t, names);
    case 'milestone.reached':
      return tellReached(entry, t, names);
    default: {
      const { name = t('common.site') } = facts.project.catch({}).parse(entry.facts);
      return { title: t('journal.headline.other', { name, kind: kindName(entry.kind, t) }), lines: [] };
    }
  }
}

function tellRegistered(entry: Entry, t: T, names: Names): Omit<Description, 'path'> {
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

function tellUpdated(entry: Entry, t: T, names: Names): Omit<Description, 'path'> {
  const p = facts.updated.catch({}).parse(entry.facts);
  return {
    title: t('journal.headline.project.updated', { name: p.name ?? '' }),
    lines: describeChanges(p.changes ?? {}, p, t, names)
  };
}

function tellReached(entry: Entry, t: T, names: Names): Omit<Description, 'path'> {
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
