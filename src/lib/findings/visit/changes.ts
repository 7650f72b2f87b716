import type { Shown } from './shown.ts';
import {
  photosOf,
  withLine,
  type Draft,
  type DraftLine,
  type DraftMeasure,
  type DraftPhoto
} from './draft.ts';

/** Changes of a report that is being written; each gives a new one. */

const lineIn = (draft: Draft, line: DraftLine): DraftLine =>
  draft.lines.find(({ key }) => key === line.key) ?? line;

/** Part of a line, as it was just written; `line` is what it was before anybody wrote. */
export const withPart = (draft: Draft, line: DraftLine, part: Partial<DraftLine>): Draft =>
  withLine(draft, { ...lineIn(draft, line), ...part });

export const withPhoto = (draft: Draft, line: DraftLine, photo: DraftPhoto): Draft =>
  withPart(draft, line, { photos: [...lineIn(draft, line).photos, photo] });

const changePhotos = (draft: Draft, key: string, next: (photos: DraftPhoto[]) => DraftPhoto[]): Draft => ({
  ...draft,
  lines: draft.lines.map((line) => (line.key === key ? { ...line, photos: next(line.photos) } : line))
});
export const withoutPhoto = (draft: Draft, key: string, sha256: string): Draft =>
  changePhotos(draft, key, (photos) => photos.filter((one) => one.sha256 !== sha256));
export const withCaption = (draft: Draft, key: string, sha256: string, caption: string): Draft =>
  changePhotos(draft, key, (photos) =>
    photos.map((one) => (one.sha256 === sha256 ? { ...one, caption } : one))
  );

export const withMeasure = (draft: Draft, line: DraftLine, measure: DraftMeasure): Draft => {
  const { measured } = lineIn(draft, line);
  const others = measured.filter(({ code }) => code !== measure.code);
  return withPart(draft, line, { measured: [...others, measure] });
};

export const hasPhoto = (draft: Draft | null, key: string, sha256: string): boolean =>
  draft?.lines.find((line) => line.key === key)?.photos.some((photo) => photo.sha256 === sha256) ?? false;

/** Whether one photo more would be too many, for the line or the report. */
export function isFull(
  draft: Draft | null,
  key: string,
  { photos_per_line, photos }: Pick<Shown['limits'], 'photos_per_line' | 'photos'>
): boolean {
  if (!draft) return false;
  const line = draft.lines.find((one) => one.key === key);
  return (line?.photos.length ?? 0) >= photos_per_line || photosOf(draft).length >= photos;
}
