import type { T } from '#lib/i18n/types.ts';

interface Officer {
  user_id: string;
  name: string;
  open: number;
}

/** Officers to choose from, each with what is on the desk already. */
export const officerOptions = (officers: readonly Officer[], t: T) =>
  officers.map(({ user_id, name, open }) => ({
    value: user_id,
    label: t('findingsDesk.assign.option', { name, count: open })
  }));
