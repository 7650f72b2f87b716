import type { T } from '#lib/i18n/types.ts';
import { tellComplaint } from './describe-complaint.ts';
import { tellDisclosure, tellPlan } from './describe-disclosure.ts';
import { tellFinding } from './describe-finding.ts';
import { tellOpenDay } from './describe-open-day.ts';
import { tellReached, tellRegistered, tellUpdated, type Told } from './describe-project.ts';
import { tellItem, tellOrganization } from './describe-register.ts';
import { tellSupervisor } from './describe-supervisor.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';
import type { Names } from './words.ts';

export interface Description extends Told {
  /** Where to read on: a path of this site without its language. */
  path: string;
}

/** An entry in words, in the language of `t`. `names` tells divisions and a city's own milestones by name. */
export function describe(entry: Entry, t: T, names: Names = {}): Description {
  const project = facts.project.catch({}).parse(entry.facts);
  const told = tell(entry, t, names);
  return {
    title: corrects(entry) ? t('journal.headline.correction', { title: told.title }) : told.title,
    lines: project.demo ? [...told.lines, t('journal.line.demo')] : told.lines,
    path: pathOf(entry, project.slug)
  };
}

/** The kind of an entry as people read it. */
export const kindName = (kind: string, t: T): string =>
  t.of(`journal.kind.${kind}`, {}, 'journal.kind.other');

/** A withdrawal or a new plan takes an earlier entry's place too, but says so itself. */
const corrects = ({ kind, supersedes }: Entry): boolean =>
  kind === 'disclosure.corrected' || (supersedes !== null && /^(milestone|project)\./.test(kind));

function pathOf({ kind, facts: told }: Entry, project: string | undefined): string {
  if (kind.startsWith('supervisor.')) {
    const { number } = facts.supervisor.catch({}).parse(told);
    return number ? `/supervisors/${number}` : '/supervisors';
  }
  if (kind === 'organization.renamed') {
    const { organization } = facts.organization.catch({}).parse(told);
    return organization ? `/organizations/${organization}` : '/organizations';
  }
  if (kind === 'item.revised') {
    const { item } = facts.item.catch({}).parse(told);
    return item ? `/disclosures/catalogue/${item}` : '/disclosures/catalogue';
  }
  const { complaint } = facts.complaint.catch({}).parse(told);
  if (complaint) return `/complaints/${complaint}`;
  const { finding } = facts.finding.catch({}).parse(told);
  if (finding) return `/findings/${finding}`;
  const { disclosure } = facts.disclosure.catch({}).parse(told);
  if (disclosure) return `/disclosures/${disclosure}`;
  const { open_day: day } = facts.openDay.catch({}).parse(told);
  if (day) return `/open-days/${day}`;
  if (!project) return '/';
  return kind === 'plan.confirmed' || kind === 'disclosure.scheduled'
    ? `/projects/${project}/disclosures`
    : `/projects/${project}`;
}

function tell(entry: Entry, t: T, names: Names): Told {
  switch (entry.kind) {
    case 'project.registered':
      return tellRegistered(entry, t, names);
    case 'project.updated':
      return tellUpdated(entry, t, names);
    case 'milestone.reached':
      return tellReached(entry, t, names);
    case 'plan.confirmed':
      return tellPlan(entry, t);
    case 'organization.renamed':
      return tellOrganization(entry, t);
    case 'item.revised':
      return tellItem(entry, t);
    default: {
      const told =
        tellDisclosure(entry, t, names) ??
        tellOpenDay(entry, t) ??
        tellSupervisor(entry, t) ??
        tellFinding(entry, t) ??
        tellComplaint(entry, t, names.division);
      if (told) return told;
      const { name = t('common.site') } = facts.project.catch({}).parse(entry.facts);
      return { title: t('journal.headline.other', { name, kind: kindName(entry.kind, t) }), lines: [] };
    }
  }
}
