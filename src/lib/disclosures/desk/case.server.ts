import { calendarDay } from '#lib/server/calendar-day.ts';
import type { DeskDisclosure } from '../schema.ts';
import { findings } from './findings.ts';
import { catalogueRow, shown } from './schema.ts';
import * as desk from './desk.server.ts';
import { corrects, changesOf, draftOf, mayWrite, publicVersion } from './versions.ts';

type Locals = Pick<App.Locals, 'db' | 't'>;

/** Whether a form is to be shown: a draft to go on with, a first one, or a correction that was asked for. */
const writes = (found: DeskDisclosure, asked: boolean): boolean =>
  mayWrite(found) && (found.open !== null || found.state === 'owed' || asked);

/** What the page of a case shows. */
export async function load({ db, t }: Locals, slug: string, params: URLSearchParams) {
  const found = await desk.read(db, slug);
  const { catalogue, ...disclosure } = found;
  const item = catalogueRow.parse(catalogue);
  const { done = null, correct = false } = shown.parse(Object.fromEntries(params));
  const now = publicVersion(found);
  const draft = writes(found, correct) ? draftOf(found) : null;
  const open = found.open;
  return {
    today: calendarDay(),
    done,
    disclosure,
    item,
    draft,
    corrects: corrects(found),
    mayCorrect: mayWrite(found) && open === null && !draft,
    findings: draft || open ? findings({ fields: item.fields, ...(open ?? draftOf(found)) }, t) : [],
    changes:
      open && now
        ? changesOf({ facts: now.facts ?? {}, note: now.note ?? null, documents: now.documents ?? [] }, open)
        : null
  };
}
export type Case = Awaited<ReturnType<typeof load>>;
