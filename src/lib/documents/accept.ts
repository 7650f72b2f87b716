/** What may be uploaded. Client-safe: the browser says so before it sends, the server decides by the bytes. */
export const mediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export type MediaType = (typeof mediaTypes)[number];

const mega = 1024 * 1024;

export const limits = {
  /** Of one file. */
  bytes: 20 * mega,
  /** Of one document list, and of one request. */
  files: 12,
  pages: 500,
  pixels: 50_000_000,
  /** Of an image as it is published. */
  edge: 4000,
  /** Of the text that is kept for search and reading aloud. */
  text: 100_000,
  name: 120,
  /** Of the words that say what a picture shows. */
  alt: 300
} as const;

/** For `<input accept>`. Naming JPEG makes iPhones send that instead of HEIC. */
export const accepted = mediaTypes.join(',');

/** Each is a key of the dictionary `errors`: a sentence that says what is wrong and what helps. */
export type RefusalKey =
  | 'file_empty'
  | 'file_too_large'
  | 'file_type_not_accepted'
  | 'file_is_heic'
  | 'file_is_office'
  | 'pdf_disguised'
  | 'pdf_encrypted'
  | 'pdf_unreadable'
  | 'pdf_too_complex'
  | 'pdf_too_many_pages'
  | 'pdf_with_script'
  | 'pdf_with_attachment'
  | 'image_too_many_pixels'
  | 'image_animated'
  | 'image_unreadable'
  | 'hash_differs'
  | 'too_many_files';

/** What can be told without reading the file. */
export function refusedBySize(bytes: number): RefusalKey | null {
  if (bytes === 0) return 'file_empty';
  return bytes > limits.bytes ? 'file_too_large' : null;
}

const extensions: Record<MediaType, { right: RegExp; usual: string }> = {
  'application/pdf': { right: /\.pdf$/i, usual: '.pdf' },
  'image/jpeg': { right: /\.jpe?g$/i, usual: '.jpg' },
  'image/png': { right: /\.png$/i, usual: '.png' },
  'image/webp': { right: /\.webp$/i, usual: '.webp' }
};

/**
 * A name that can be shown and downloaded under: no folders, no characters that are not seen or turn the direction of
 * reading, and the ending of what the file really is.
 */
export function fileName(given: string, type: MediaType): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const seen = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const { right, usual } = extensions[type];
  const stem = seen.replace(/\.[a-z0-9]{1,5}$/i, '') || 'document';
  const ending = right.exec(seen)?.[0] ?? usual;
  return (
    Array.from(stem)
      .slice(0, limits.name - ending.length)
      .join('') + ending
  );
}
