import { inLanguage } from '#lib/catalogue/catalogue.ts';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import { capital } from '#lib/projects/capital.ts';
import type { ShownParty } from '#lib/projects/project-page.ts';
import type { ReadPage } from './read-schema.ts';
import type { PublicVersion } from './schema.ts';
import { daysLeft } from './standing.ts';

/** How a disclosure stands, in a sentence of its own. */
export function stateText(page: ReadPage, today: string, t: T): string {
  const fmt = formats(t);
  const due = fmt.dateShort(page.due_on);
  switch (page.status) {
    case 'published':
      return publishedText(page, t);
    case 'overdue':
    case 'due':
      if (page.due_on === null) return notDueText(page, t);
      return clockText(daysLeft(page.due_on, today), due, t);
    case 'withheld':
      return t('disclosures.page.state.withheld', {
        until: fmt.dateShort(page.withheld?.until)
      });
    case 'withdrawn':
      return t('disclosures.page.state.withdrawn', {
        version: page.withdrawn?.version ?? 1,
        day: fmt.dateShort(page.withdrawn?.at)
      });
    case 'not_applicable':
      return t('disclosures.page.state.not_applicable');
    default:
      return notDueText(page, t);
  }
}

/** Late or on time is measured by the first publication; a correction moves neither. */
function publishedText(page: ReadPage, t: T): string {
  const fmt = formats(t);
  const published = fmt.dateShort(page.first_published_at);
  if (page.days_late === null || page.due_on === null)
    return t('disclosures.page.state.published', { published });
  const values = { published, due: fmt.dateShort(page.due_on) };
  return page.days_late > 0
    ? t('disclosures.page.state.late', { ...values, count: page.days_late })
    : t('disclosures.page.state.onTime', values);
}

function clockText(count: number, due: string, t: T): string {
  if (count < 0) return t('disclosures.page.state.overdue', { due, count: -count });
  return count === 0
    ? t('disclosures.page.state.today', { due })
    : t('disclosures.page.state.due', { due, count });
}

function notDueText({ milestone, expected_on }: ReadPage, t: T): string {
  const fmt = formats(t);
  const name = capital(milestone ? inLanguage(milestone, 'name', t.lang) : t('journal.milestone.other'));
  if (milestone?.reached_on)
    return t('disclosures.page.state.noRule', {
      milestone: name,
      reached: fmt.dateShort(milestone.reached_on)
    });
  if (!expected_on) return t('disclosures.page.state.ahead', { milestone: name });
  return t('disclosures.page.state.expected', {
    milestone: name,
    planned: fmt.dateShort(milestone?.planned_on),
    due: fmt.dateShort(expected_on)
  });
}

/** The version that the address asks for: without a number the current one, null where nothing is public. */
export function shownVersion(page: ReadPage, asked: string | null): PublicVersion | null | undefined {
  if (asked === null) return page.versions.find(({ version }) => version === page.version) ?? null;
  return page.versions.find(({ version }) => String(version) === asked);
}

/** Who publishes, provides and confirms: by the plan where there is one, else by the catalogue. */
export function responsible({ project, catalogue, plan }: ReadPage) {
  const of = (roles: readonly string[]): { role: string; party: ShownParty | null }[] => {
    const found = project.parties.filter(({ role }) => roles.includes(role));
    if (found.length > 0) return found.map((party) => ({ role: party.role, party }));
    return roles.slice(0, 1).map((role) => ({ role, party: null }));
  };
  return [
    { duty: 'publishes', who: of(['developer']) },
    { duty: 'provides', who: of(plan ? [plan.provider_role] : catalogue.provider_roles) },
    { duty: 'confirms', who: of(plan ? [plan.confirmer_role] : catalogue.confirmer_roles) }
  ] as const;
}
