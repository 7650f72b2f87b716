import type { PickedDocument } from '#lib/documents/schema.ts';
import * as personalData from '#lib/documents/personal-data.ts';
import { pagesOf } from '#lib/documents/text.ts';
import type { Changes } from '../differences.ts';
import type { DeskDisclosure, DisclosedDocument, PublicVersion } from '../schema.ts';

/** The version that the public sees. */
export const publicVersion = ({ versions }: Pick<DeskDisclosure, 'versions'>): PublicVersion | null =>
  versions.find(({ state }) => state === 'published') ?? null;

/** Whether a new draft corrects something: a version that is, or was, public. */
export const corrects = ({ versions }: Pick<DeskDisclosure, 'versions'>): boolean =>
  versions.some(({ state }) => state === 'published' || state === 'withdrawn');

/** Whether the asker may write the draft, or begin one, now. */
export const mayWrite = ({ capacities, state, open }: DeskDisclosure): boolean =>
  capacities.includes('author') &&
  state !== 'withheld' &&
  (open === null || open.state === 'draft' || open.state === 'returned');

const picked = (document: DisclosedDocument): PickedDocument => {
  const { text, caption, ...facts } = document;
  return { ...facts, caption: caption ?? '', warnings: personalData.findInPages(pagesOf(text)) };
};

export interface DraftContent {
  facts: Readonly<Record<string, unknown>>;
  note: string;
  reason: string;
  documents: PickedDocument[];
  edits: number | null;
}

/** What the form of a draft begins with: the draft, or what is public now, or nothing. */
export function draftOf(desk: DeskDisclosure): DraftContent {
  if (desk.open) {
    const { facts, note, reason, documents, edits } = desk.open;
    return {
      facts,
      note: note ?? '',
      reason: reason ?? '',
      documents: documents.map(({ text: _, caption, ...rest }) => ({ ...rest, caption: caption ?? '' })),
      edits
    };
  }
  const { facts = {}, note, documents = [] } = publicVersion(desk) ?? {};
  return { facts, note: note ?? '', reason: '', documents: documents.map(picked), edits: null };
}

interface Said {
  facts: Readonly<Record<string, unknown>>;
  note: string | null;
  documents: readonly { sha256: string; file_name: string }[];
}

/** What one version says otherwise than another, as `private.version_changes` tells it of two that are public. */
export function changesOf(before: Said, after: Said): Changes {
  const found: Changes = {};
  const put = (key: string, from: unknown, to: unknown) => {
    if (from !== to) found[key] = { from, to };
  };
  for (const name of new Set([...Object.keys(before.facts), ...Object.keys(after.facts)]))
    put(`facts.${name}`, before.facts[name], after.facts[name]);
  // a form says '' where the database says null
  const remark = ({ note }: Said) => (note === '' || note === null ? undefined : note);
  put('note', remark(before), remark(after));
  const named = (documents: Said['documents'], hash: string) =>
    documents.find(({ sha256 }) => sha256 === hash)?.file_name;
  for (const { sha256: hash } of [...before.documents, ...after.documents]) {
    const [from, to] = [named(before.documents, hash), named(after.documents, hash)];
    if (from === undefined || to === undefined) put(`documents.${hash}`, from, to);
  }
  return found;
}
