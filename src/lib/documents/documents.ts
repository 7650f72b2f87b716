import type { MediaType } from './accept.ts';

/** What a page shows of a document; `caption` says in words what is to be seen. */
export interface ShownDocument {
  document_id: string;
  file_name: string;
  caption: string | null;
  media_type: MediaType;
  bytes: number;
  sha256: string;
  width: number | null;
  height: number | null;
  pages: number | null;
  text: string | null;
}

/** Where a document is served, under the name that a download gets; one address in both languages. */
export const pathOf = ({
  document_id,
  file_name
}: Pick<ShownDocument, 'document_id' | 'file_name'>): string =>
  `/documents/${document_id}/${encodeURIComponent(file_name)}`;

/**
 * A hash as people paste it: with spaces (older certutil), in capitals, with what the tool wrote before or after it.
 * null when there is none in it.
 */
export function readHash(text: string): string | null {
  const flat = text.toLowerCase();
  const whole = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/.exec(flat);
  if (whole) return whole[0];
  const spaced = /(?<![0-9a-f])(?:[0-9a-f]{2}[ :]){31}[0-9a-f]{2}(?![0-9a-f])/.exec(flat);
  return spaced ? spaced[0].replace(/[ :]/g, '') : null;
}
