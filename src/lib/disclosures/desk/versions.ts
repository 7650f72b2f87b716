import type { FactField } from '#lib/catalogue/catalogue.ts';
import { describeFacts } from '#lib/catalogue/describe-facts.ts';
import type { PickedDocument } from '#lib/documents/schema.ts';
import * as personalData from '#lib/documents/personal-data.ts';
import { pagesOf } from '#lib/documents/text.ts';
import type { T } from '#lib/i18n/types.ts';
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

export interface Difference {
  name: string;
  label: string;
  from: string;
  to: string;
}

interface Said {
  facts: Readonly<Record<string, unknown>>;
  note: string | null;
  documents: readonly { sha256: string; file_name: string }[];
}

/** Field by field what one version says otherwise than another, documents by their hashes; empty where nothing was said. */
export function differences(fields: readonly FactField[], before: Said, after: Said, t: T): Difference[] {
  const earlier = describeFacts(fields, before.facts, t);
  const facts = describeFacts(fields, after.facts, t).flatMap(
    ({ name, label, value: to, unit }, at): Difference[] => {
      const from = earlier[at]?.value ?? '';
      const say = (value: string) => (value && unit ? `${value} ${unit}` : value);
      return from === to ? [] : [{ name, label, from: say(from), to: say(to) }];
    }
  );
  const note = {
    name: 'note',
    label: t('disclosureDesk.case.note'),
    from: before.note ?? '',
    to: after.note ?? ''
  };
  const lacks = (documents: Said['documents'], hash: string) =>
    !documents.some(({ sha256 }) => sha256 === hash);
  const removed = before.documents
    .filter(({ sha256 }) => lacks(after.documents, sha256))
    .map(({ sha256: name, file_name }) => ({
      name,
      label: t('disclosureDesk.differences.removed'),
      from: file_name,
      to: ''
    }));
  const added = after.documents
    .filter(({ sha256 }) => lacks(before.documents, sha256))
    .map(({ sha256: name, file_name }) => ({
      name,
      label: t('disclosureDesk.differences.added'),
      from: '',
      to: file_name
    }));
  return [...facts, ...(note.from === note.to ? [] : [note]), ...removed, ...added];
}
