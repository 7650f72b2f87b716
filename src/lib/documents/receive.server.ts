import type { RequestEvent } from '@sveltejs/kit';
import type { Person } from '#lib/accounts/person.ts';
import { limits } from './accept.ts';
import * as documents from './documents.server.ts';
import { arrange, namesOf, type FileProblem, type Order, type Received } from './picker.ts';
import type { PickedDocument } from './schema.ts';
import { requireParty, take } from './take.server.ts';

const strings = (data: FormData, name: string): string[] =>
  data.getAll(name).filter((value) => typeof value === 'string');

/** An input without a choice sends one nameless file of no bytes. */
const chosen = (data: FormData, name: string): File[] =>
  data
    .getAll(name)
    .filter((value) => value instanceof File)
    .filter(({ name, size }) => name !== '' || size > 0);

function captionOf(data: FormData, name: string): string {
  const [text = ''] = strings(data, name);
  return text.trim().slice(0, limits.alt);
}

const isOrder = (text: string | undefined): text is Order =>
  text === 'up' || text === 'down' || text === 'remove';

function arranged(list: PickedDocument[], press: string | undefined): PickedDocument[] {
  const [order, id = ''] = press?.split(':') ?? [];
  return isOrder(order) ? arrange(list, order, id) : list;
}

/**
 * What a form with a `DocumentPicker` brings: documents that were uploaded before, in their order and with their words,
 * and files that a page without scripts sends along. When `again`, the action fails with the whole answer beside the
 * form's values: the page comes back with every file kept.
 */
export async function receive(
  { locals }: RequestEvent,
  data: FormData,
  who: Person,
  project_id: string,
  group = ''
): Promise<Received> {
  const names = namesOf(group);
  const ids = strings(data, names.document).slice(0, limits.files);
  const kept = await documents.named(locals.db, project_id, ids);
  const list = kept.map((one): PickedDocument => ({
    ...one,
    caption: captionOf(data, names.caption(one.document_id))
  }));
  const problems: FileProblem[] = [];
  const files = chosen(data, names.files);
  if (files.length > 0) await requireParty(locals.db, who, project_id);
  for (const file of files) {
    const taken =
      list.length < limits.files
        ? await take(who, { project_id, file, expected: null })
        : { ok: false as const, refused: 'too_many_files' as const };
    if (!taken.ok) problems.push({ name: file.name, refused: taken.refused });
    else if (!list.some(({ document_id }) => document_id === taken.document.document_id))
      list.push({ ...taken.document, caption: '' });
  }
  const [press] = strings(data, names.arrange);
  return {
    documents: arranged(list, press),
    problems,
    again: press !== undefined || problems.length > 0
  };
}
