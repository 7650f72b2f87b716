import type { T } from '#lib/i18n/types.ts';
import type { Act, Queue } from '../words.ts';

interface Row {
  queue: Queue;
  acts: readonly Act[];
  /** Whether a member of the developer asks. */
  company?: boolean;
  /** Lines with the steps that the asker may take; rows of a queue do not have them. */
  line_list?: readonly { rectification: { acts: readonly Act[] } | null }[];
}

/** What may be done with the finding and with each of its lines. */
export const allActs = ({ acts, line_list = [] }: Pick<Row, 'acts' | 'line_list'>): readonly Act[] => [
  ...acts,
  ...line_list.flatMap(({ rectification }) => rectification?.acts ?? [])
];

/** What is to be done next: to the one whose turn it is a request, to others what is waited for. */
export function nextStep(row: Row, t: T): string {
  const acts = allActs(row);
  const may = (act: Act) => acts.includes(act);
  switch (row.queue) {
    case 'triage':
      return t('findingsDesk.next.triage');
    case 'reply':
      return may('reply') ? t('findingsDesk.next.reply') : t('findingsDesk.next.replyWait');
    case 'verify':
      return may('decide') ? t('findingsDesk.next.decide') : t('findingsDesk.next.decideWait');
    case 'opinion':
      return t('findingsDesk.next.opinion');
    case 'publish':
      return t('findingsDesk.next.publish');
    case 'rectify':
      if (may('plan')) return t('findingsDesk.next.plan');
      return may('claim') || row.company ? t('findingsDesk.next.claim') : t('findingsDesk.next.rectifyWait');
    case 'reinspect':
      return may('override') ? t('findingsDesk.next.override') : t('findingsDesk.next.reinspect');
    case 'sign':
      return may('sign') ? t('findingsDesk.next.sign') : t('findingsDesk.next.signWait');
    case 'done':
      return t('findingsDesk.next.done');
  }
}

/** Whether the one who sees this row must act. */
export const isTurn = ({ acts, queue, company = false }: Omit<Row, 'line_list'>): boolean =>
  (company && queue === 'rectify') ||
  (['triage', 'reply', 'decide', 'sign'] as const).some((act) => acts.includes(act));

const order = ['sign', 'triage', 'decide', 'reply', 'plan', 'claim', 'override'] as const;

/** The step that a person is here for: the one that a single key leads to. */
export function mainAct(row: Pick<Row, 'acts' | 'line_list'>): (typeof order)[number] | undefined {
  const acts = allActs(row);
  return order.find((act) => acts.includes(act));
}
