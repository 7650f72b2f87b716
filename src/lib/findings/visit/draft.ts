import type { Checklist } from '../visit-schema.ts';
import type { LineKind, Verdict } from '../words.ts';
import type { Facts } from './submission.ts';

/** A photo as a line names it; its bytes are kept beside, under the same hash. */
export interface DraftPhoto {
  sha256: string;
  caption: string;
  bytes: number;
}

/** As it was typed. */
export interface DraftMeasure {
  code: string;
  values: string;
  design: string;
  place: string;
}

export interface DraftLine {
  /** `item:<code>`, `free:<id>`, `access_refused`, `host_absent`. */
  key: string;
  kind: LineKind;
  item: string | null;
  /** What was looked at. */
  version: number | null;
  content_hash: string | null;
  verdict: Verdict | null;
  note: string;
  measured: DraftMeasure[];
  photos: DraftPhoto[];
}

export interface Refusal {
  /** A key of the dictionary `errors` or `visits.problem`. */
  code: string;
  detail: string | null;
  /** The photo it is about. */
  sha256: string | null;
}

/** The server's word for what it has. */
export interface HeldReceipt {
  finding_id: string;
  slug: string;
  number: string;
  receipt_no: string;
  received_at: string;
  manifest_hash: string;
  photos: { sha256: string; kept: boolean }[];
  missing: string[];
}

/** One report, from its first letter until the server has all of it. */
export interface Draft {
  /** UUID of the finding, made with the first letter. */
  id: string;
  /** The account whose it is: nobody else at this device is shown it. */
  owner: string;
  open_day: string;
  title: string;
  /** When it was begun, by this device. */
  began: number;
  show_number: boolean;
  urgent: boolean;
  lines: DraftLine[];
  /** What was handed in. From then on nothing of it changes: the same is sent however often. */
  sealed: Facts | null;
  sealed_at: number | null;
  refused: Refusal | null;
  receipt: HeldReceipt | null;
  /** The server has every photo: nothing is left to send. */
  done: boolean;
}

export interface Whose {
  owner: string;
  open_day: string;
  title: string;
}

export const newDraft = ({ owner, open_day, title }: Whose, id: string, began: number): Draft => ({
  ...{ id, owner, open_day, title, began },
  ...{ show_number: false, urgent: false, lines: [] },
  ...{ sealed: null, sealed_at: null, refused: null, receipt: null, done: false }
});

type Item = Checklist['items'][number];

export const keyOf = (item: string) => `item:${item}`;

const emptyLine = (key: string, kind: LineKind): DraftLine => ({
  ...{ key, kind, item: null, version: null, content_hash: null },
  ...{ verdict: null, note: '', measured: [], photos: [] }
});
export const itemLine = ({
  item,
  version,
  content_hash
}: Pick<Item, 'item' | 'version' | 'content_hash'>) => ({
  ...emptyLine(keyOf(item), 'item'),
  ...{ item, version, content_hash }
});
export const freeLine = (id: string) => emptyLine(`free:${id}`, 'free');
export const gateKinds = ['access_refused', 'host_absent'] as const;
export const gateLine = (kind: (typeof gateKinds)[number]) => emptyLine(kind, kind);

/** Whether a person put anything into the line. */
export const isTouched = ({ kind, verdict, note, measured, photos }: DraftLine): boolean =>
  kind === 'access_refused' ||
  kind === 'host_absent' ||
  verdict !== null ||
  note.trim() !== '' ||
  photos.length > 0 ||
  measured.some(({ values, design, place }) => `${values}${design}${place}`.trim() !== '');

/** Whether there is anything that somebody would miss. */
export const hasContent = (draft: Draft): boolean => draft.sealed !== null || draft.lines.some(isTouched);

export const photosOf = (draft: Pick<Draft, 'lines'>): DraftPhoto[] =>
  draft.lines.flatMap(({ photos }) => photos);

/** Every hash that was handed in, once. */
export const sealedHashes = ({ sealed }: Pick<Draft, 'sealed'>): string[] => [
  ...new Set((sealed?.lines ?? []).flatMap(({ photos = [] }) => photos.map(({ sha256 }) => sha256)))
];

/** How many photos of a report that was handed in the server has not acknowledged. */
export const unsentPhotos = (draft: Draft): number =>
  draft.done || draft.sealed === null ? 0 : (draft.receipt?.missing ?? sealedHashes(draft)).length;

/** Puts a line in its place: items in the order of the list, then what is free. */
export function withLine(draft: Draft, line: DraftLine): Draft {
  const known = draft.lines.some(({ key }) => key === line.key);
  const lines = known
    ? draft.lines.map((one) => (one.key === line.key ? line : one))
    : [...draft.lines, line];
  return { ...draft, lines };
}

export const withoutLine = (draft: Draft, key: string): Draft => ({
  ...draft,
  lines: draft.lines.filter((line) => line.key !== key)
});
