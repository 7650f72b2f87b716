import { inLanguage } from '#lib/catalogue/catalogue.ts';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { FormValues } from '#lib/ui/form.ts';
import type { ListedPlan, Plan, ProjectPlan } from './answers.ts';

type Proposed = ProjectPlan['proposal'][number];
type Planned = Plan['items'][number];
export type Deviating = ListedPlan['deviations'][number];

/** Names of a line's fields in the form: `rebar_tests.planned_on`. */
export const fieldName = (item: string, field: string): string => `${item}.${field}`;

/** What the form begins with: the confirmed line, or what is proposed where there is none. */
export function initialOf({ proposal, plan }: ProjectPlan): FormValues {
  const held: FormValues = { version: plan ? String(plan.version) : '' };
  for (const proposed of proposal) {
    const planned = plan?.items.find(({ item }) => item === proposed.item);
    const line: Pick<Planned, 'planned_on' | 'provider_role' | 'confirmer_role' | 'channels'> =
      planned ?? proposed;
    const put = (field: string, value: string | string[]) => (held[fieldName(proposed.item, field)] = value);
    put('planned_on', line.planned_on ?? '');
    put('provider_role', line.provider_role);
    put('confirmer_role', line.confirmer_role);
    put('channels', [...line.channels]);
    put('leave_out', planned?.left_out_reason ? ['yes'] : []);
    put('left_out_reason', planned?.left_out_reason ?? '');
  }
  return held;
}

export const roleName = (role: string, t: T): string =>
  t.of(`journal.role.${role}`, {}, 'journal.role.other');

/** 比期限晚 12 天 */
export const deviationText = ({ deviation, days }: Deviating, t: T): string =>
  deviation === 'late' ? t('plans.deviation.late', { count: days ?? 0 }) : t(`plans.deviation.${deviation}`);

/** What is proposed, in a sentence. */
export function proposalText(line: Proposed, t: T): string {
  const provider = roleName(line.provider_role, t);
  const confirmer = roleName(line.confirmer_role, t);
  return line.planned_on
    ? t('plans.page.proposal', { day: formats(t).dateShort(line.planned_on), provider, confirmer })
    : t('plans.page.proposalNoDay', { provider, confirmer });
}

/** Until when a line is due, as far as it is known. */
export function dueText({ due_on, expected_on }: Proposed, t: T): string {
  const fmt = formats(t);
  if (due_on) return t('plans.page.dueOn', { day: fmt.dateShort(due_on) });
  return expected_on
    ? t('plans.page.expectedOn', { day: fmt.dateShort(expected_on) })
    : t('plans.page.noDue');
}

/** What was confirmed, in a sentence. */
export function plannedText(line: Planned, t: T): string {
  if (line.left_out_reason) return t('plans.page.leftOut', { reason: line.left_out_reason });
  const provider = roleName(line.provider_role, t);
  const confirmer = roleName(line.confirmer_role, t);
  return line.planned_on
    ? t('plans.page.shown', { day: formats(t).dateShort(line.planned_on), provider, confirmer })
    : t('plans.page.shownNoDay', { provider, confirmer });
}

/** Roles of a select: each with the unit that has it on this project. The developer may supply anything. */
export function roleOptions(
  roles: readonly string[],
  parties: ProjectPlan['parties'],
  t: T,
  developer: boolean
) {
  const offered = developer && !roles.includes('developer') ? ['developer', ...roles] : roles;
  return offered.map((value) => {
    const role = roleName(value, t);
    const party = parties.find((one) => one.role === value);
    return {
      value,
      label: party
        ? t('plans.page.roleOf', { role, name: party.name })
        : t('plans.page.roleMissing', { role })
    };
  });
}

/** Names of all fields, for the list of problems. */
export function labelsOf(proposal: readonly Proposed[], t: T): Record<string, string> {
  const fields = {
    planned_on: t('plans.page.plannedOn'),
    provider_role: t('plans.page.provider'),
    confirmer_role: t('plans.page.confirmer'),
    channels: t('plans.page.channels'),
    left_out_reason: t('plans.page.leftOutReason')
  };
  return Object.fromEntries(
    proposal.flatMap((line) =>
      Object.entries(fields).map(([field, label]) => [
        fieldName(line.item, field),
        t('plans.field', { item: inLanguage(line, 'name', t.lang), field: label })
      ])
    )
  );
}
