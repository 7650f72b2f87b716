import { z } from 'zod';
import type { Changes, Page as Rows, Source } from '#lib/open-data/export/read.server.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { names, page, whole, wholes, type Page } from './rows.ts';

/** What the file of all projects is made of: their names on its first line, then a project a line with what belongs to it. */
export const wholeProjects = { name: 'whole_projects', row: z.object({ ...names.shape, ...whole.shape }) };

/** Stands before every key of a project. */
const namesKey = '-';

const named = z.object({ head: z.number(), ...names.shape });
const touched = z.object({
  head: z.number(),
  next: z.number(),
  keys: z.array(z.string()),
  names: z.boolean()
});

const rowsOf = (found: Page): Rows['rows'] =>
  wholes(found).map((one, i) => {
    const key = found.keys[i];
    if (key === undefined) throw new Error('a project came without its key');
    return [key, one];
  });

/**
 * All projects, so that they can be brought to one entry of the journal as exports are. A page tells how its projects are at
 * its own head, changes name projects first and read them then; both say how far that was.
 */
export function sourceOf({ service }: Pick<Hub, 'service'>, { perPage = 100, entries = 1000 } = {}): Source {
  const read = async (ask: { after?: string | null; keys?: string[] }) =>
    unwrap(await service.rpc('open_whole_projects', { page_size: perPage, ...ask }), page);

  async function readNames(): Promise<Rows> {
    const { head, ...row } = unwrap(await service.rpc('open_whole_names', {}), named);
    return { head, rows: [[namesKey, row]], next: namesKey };
  }

  async function changes(after: number): Promise<Changes> {
    const asked = { after, page_size: entries };
    const found = unwrap(await service.rpc('open_touched_projects', asked), touched);
    const { keys, next } = found;
    if (keys.length === 0 && !found.names) return { head: found.head, next, changes: [] };
    const first = await readNames();
    let head = Math.max(found.head, first.head);
    const rows: Changes['changes'] = [...first.rows];
    for (let i = 0; i < keys.length; i += perPage) {
      const some = keys.slice(i, i + perPage);
      const part = await read({ keys: some });
      head = Math.max(head, part.head.seq);
      const told = new Map(rowsOf(part));
      for (const key of some) rows.push([key, told.get(key) ?? null]);
    }
    return { head, next, changes: rows };
  }

  return {
    changes,
    async page(after) {
      if (after === null) return readNames();
      const found = await read({ after: after === namesKey ? null : after });
      return { head: found.head.seq, rows: rowsOf(found), next: found.next };
    }
  };
}
