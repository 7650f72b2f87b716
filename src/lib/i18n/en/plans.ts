import type { Mirror } from '../types.ts';
import type zh from '../zh/plans.ts';

export default {
  title: 'Disclosure plans',
  text: 'See which projects have no plan yet, and which plans fall short of the rules.',
  lead: 'For each project the developer confirms what is disclosed when, who supplies and confirms it, and where else it is shown. Projects without a plan come first.',
  count_one: '{{count, number}} project',
  count_other: '{{count, number}} projects',
  filter: { state: 'Plan' },
  state: { none: 'no plan', deviating: 'falls short of the rules', complete: 'fits the rules' },
  empty: 'No project fits',
  emptyHint: 'Please use fewer filters.',
  project: 'Project',
  developer: 'Developer',
  confirmedAt: 'Confirmed',
  never: 'not confirmed yet',
  deviations: 'Where it falls short',
  deviation: {
    not_planned: 'not planned',
    left_out: 'left out',
    late_one: '{{count}} day after the deadline',
    late_other: '{{count}} days after the deadline',
    no_day: 'no day is given',
    no_channel: 'no other channel'
  },
  deviationOf: '{{item}}: {{deviation}}',
  more_one: '{{count, number}} more',
  more_other: '{{count, number}} more',
  page: {
    title: 'Disclosure plan',
    of: 'Disclosure plan: {{name}}',
    lead: 'The hub proposes a plan from the catalogue, the rules of deadlines and the milestones. The developer may change it; once confirmed it is public, and it can be changed and confirmed again.',
    readOnly: 'Only people with the duty “edit” at the developer can confirm the plan.',
    confirmed: 'Confirmed {{version}} time(s) · {{by}} · {{time}}',
    notConfirmed: 'The developer has not confirmed a plan yet. Below is what the hub proposes.',
    deviates_one: 'In {{count}} place it falls short of the rules',
    deviates_other: 'In {{count}} places it falls short of the rules',
    deviatesText: 'The bureau sees this.',
    fits: 'The plan fits the rules',
    proposal: 'Proposed: {{day}}, supplied by the {{provider}}, confirmed by the {{confirmer}}',
    proposalNoDay:
      'Proposed: a day once its milestone has one, supplied by the {{provider}}, confirmed by the {{confirmer}}',
    dueOn: 'to be published by {{day}}',
    expectedOn: 'to be published by {{day}}, reckoned from the planned day',
    noDue: 'its milestone has no planned day, so no deadline can be reckoned yet',
    plannedOn: 'Planned day',
    provider: 'Supplied by',
    confirmer: 'Confirmed by',
    roleOf: '{{role}} ({{name}})',
    roleMissing: '{{role}} (not registered for this project yet)',
    channels: 'Other channels',
    channelsHint:
      'Where it is shown beside this hub. The plan of the province asks for WeChat accounts, boards on site and the like.',
    leaveOut: 'Leave this item out',
    leaveOutHint:
      'Needs a reason, which the bureau sees; the deadline stays, and being overdue is still public.',
    leftOutReason: 'Why it is left out',
    leftOut: 'Left out: {{reason}}',
    shown: '{{day}}, supplied by the {{provider}}, confirmed by the {{confirmer}}',
    shownNoDay: 'no day yet, supplied by the {{provider}}, confirmed by the {{confirmer}}',
    shownChannels: 'Other channels: {{list}}',
    open: 'Open this item',
    consequence:
      'The plan is public at once and kept in the journal; where it falls short of the rules is listed for the bureau. A plan does not change any deadline.',
    confirm: 'Confirm and publish the plan',
    again: 'Confirm and publish again',
    done: 'The plan is confirmed; everyone can see it now.',
    all: 'All disclosure plans',
    disclosures: 'Disclosures of this project'
  },
  field: '{{item}} · {{field}}'
} satisfies Mirror<typeof zh>;
