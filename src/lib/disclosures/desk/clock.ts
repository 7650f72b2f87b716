import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Status } from '#lib/ui/StatusMark.svelte';
import type { DeskDisclosure, DeskRow } from '../schema.ts';

/** A clock with fewer days left than this is shown as due soon. */
const soon = 7;

type Timed = Pick<DeskDisclosure, 'status' | 'due_on' | 'expected_on' | 'days_late' | 'withheld_until'>;

const daysUntil = (day: string, today: string): number =>
  Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);

/** How a disclosure stands against its deadline, by shape and word: 逾期 12 天, 还有 3 天. */
export function deadline(d: Timed, today: string, t: T): { mark: Status; text: string } {
  const fmt = formats(t);
  switch (d.status) {
    case 'published':
      return d.days_late
        ? { mark: 'on_time', text: t('disclosureDesk.due.late', { count: d.days_late }) }
        : { mark: 'on_time', text: t('disclosureDesk.due.onTime') };
    case 'withdrawn':
      return { mark: 'withheld', text: t('disclosureDesk.due.withdrawn') };
    case 'withheld':
      return {
        mark: 'withheld',
        text: t('disclosureDesk.due.withheld', { day: fmt.dateShort(d.withheld_until) })
      };
    case 'not_applicable':
      return { mark: 'unverified', text: t('disclosureDesk.status.not_applicable') };
    default:
      return running(d, today, t);
  }
}

function running({ due_on, expected_on }: Timed, today: string, t: T): { mark: Status; text: string } {
  if (due_on === null) {
    const day = expected_on && formats(t).dateShort(expected_on);
    return {
      mark: 'unverified',
      text: day ? t('disclosureDesk.due.expected', { day }) : t('disclosureDesk.due.ahead')
    };
  }
  const count = daysUntil(due_on, today);
  if (count < 0) return { mark: 'overdue', text: t('disclosureDesk.due.overdue', { count: -count }) };
  if (count === 0) return { mark: 'due_soon', text: t('disclosureDesk.due.today') };
  return { mark: count <= soon ? 'due_soon' : 'unverified', text: t('disclosureDesk.due.left', { count }) };
}

/** What is to be done next, and by whom: said to the one whose turn it is as a request. */
export function nextStep(row: DeskRow, t: T): string {
  if (row.todo === 'finish' && row.open_state === 'returned') return t('disclosureDesk.next.finishReturned');
  if (row.todo === 'begin' && row.status === 'withdrawn') return t('disclosureDesk.next.beginAgain');
  if (row.todo) return t(`disclosureDesk.next.${row.todo}`);
  const step = openStep(row, t);
  if (step) return row.version === null ? step : t('disclosureDesk.next.correcting', { step });
  if (row.status === 'published') return t('disclosureDesk.next.published', { version: row.version ?? 1 });
  if (row.status === 'withdrawn' || row.status === 'withheld' || row.status === 'ahead')
    return t(`disclosureDesk.next.${row.status}`);
  return t('disclosureDesk.next.missing');
}

function openStep({ open_state: state, publish_at }: DeskRow, t: T): string | null {
  if (state === 'confirmed' && publish_at)
    return t('disclosureDesk.next.scheduled', { time: formats(t).dateTime(publish_at) });
  if (state === 'draft' || state === 'submitted' || state === 'returned' || state === 'confirmed')
    return t(`disclosureDesk.next.${state}`);
  return null;
}
