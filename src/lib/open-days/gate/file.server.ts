import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { Client } from '#lib/server/client.ts';
import { refusal } from '#lib/desk/act.server.ts';
import { refuse, type FormState } from '#lib/ui/form.ts';
import * as desk from '../desk/desk.server.ts';
import { readExport, type BadRow, type Read } from './file.ts';
import { record, sheet } from './gate.server.ts';

const most = 8 * 1024 * 1024;
const atOnce = 200;

export interface FileReport {
  recorded: number;
  duplicate: number;
  /** The hub had them: from the device, or from this file. */
  known: number;
  bad: BadRow[];
}
export interface FileForm extends FormState {
  report?: FileReport;
}

/** The day whose gate saved the file; 404 for those who do not stand there. */
export async function load(db: Client, slug: string) {
  const day = await desk.read(db, slug);
  if (!day.capacities.some((one) => one !== 'bureau'))
    error(404, { code: 'not_found', message: 'not_found' });
  return { day: { slug, title: day.title, project: day.project, starts_at: day.starts_at } };
}

/** Each row is what the device would have sent: its id makes it count once, however often it comes. */
async function take(db: Client, slug: string, read: Read): Promise<FileReport> {
  const before = new Set((await sheet(db, slug)).rows.map(({ check_in_id }) => check_in_id));
  const report: FileReport = { recorded: 0, duplicate: 0, known: read.repeated, bad: [...read.bad] };
  for (let from = 0; from < read.rows.length; from += atOnce) {
    const part = read.rows.slice(from, from + atOnce);
    const told = await record(
      db,
      slug,
      part.map(({ checkIn }) => checkIn)
    );
    for (const [n, { check_in_id, outcome }] of told.entries()) {
      const { row = 0, checkIn } = part[n] ?? {};
      if (outcome === 'unknown')
        report.bad.push({ row, who: checkIn?.name ?? checkIn?.code ?? '', why: 'unknown' });
      else if (before.has(check_in_id)) report.known += 1;
      else report[outcome] += 1;
    }
  }
  report.bad.sort((a, b) => a.row - b.row);
  return report;
}

export async function upload({ request, locals }: Pick<RequestEvent, 'request' | 'locals'>, slug: string) {
  const data = await request.formData();
  const file = data.get('file');
  const id = 'file';
  const wrong = (message: string) => fail(400, refuse(data, { id, errors: { file: message } }));
  if (!(file instanceof File) || file.size === 0) return wrong('gate.file.none');
  if (file.size > most) return wrong('gate.file.large');
  const read = readExport(await file.text(), slug);
  if (!read) return wrong('gate.file.other');
  try {
    const form: FileForm = { id, report: await take(locals.db, slug, read) };
    return form;
  } catch (thrown) {
    return refusal(thrown, data, {}, id);
  }
}
