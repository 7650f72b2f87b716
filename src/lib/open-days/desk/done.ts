import type { T } from '#lib/i18n/types.ts';
import type { Deed } from './schema.ts';

/** What was done, with how many were told of it. */
export function doneText(deed: Deed, count: number, t: T): string {
  switch (deed) {
    case 'announce':
    case 'change':
    case 'cancel':
    case 'series':
      return t(`openDayDesk.done.${deed}`, { count });
    case 'kept':
    case 'removed':
      return t(`openDayDesk.template.${deed}`);
    default:
      return t(`openDayDesk.done.${deed}`);
  }
}
