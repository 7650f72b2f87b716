import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { DeskRow } from '../schema.ts';

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
