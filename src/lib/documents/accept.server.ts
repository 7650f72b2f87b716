import { fileTypeFromBuffer } from 'file-type';
import { mediaTypes, refusedBySize, type MediaType, type RefusalKey } from './accept.ts';
import { publicImage } from './image.server.ts';
import { refusedByFrame } from './pdf-structure.ts';
import { readPdf, type PdfFacts } from './pdf.server.ts';

export interface Accepted {
  /** What everyone is served. */
  copy: Uint8Array;
  /** What was uploaded; the same bytes for a PDF. */
  original: Uint8Array;
  facts: {
    media_type: MediaType;
    width: number | null;
    height: number | null;
    pages: number | null;
    text: string | null;
    warnings: PdfFacts['warnings'];
  };
}

export type Decision = { ok: true; accepted: Accepted } | { ok: false; refused: RefusalKey };

const refuse = (refused: RefusalKey): Decision => ({ ok: false, refused });

const office = /officedocument|msword|cfb|ms-excel|opendocument|rtf/;

/** Where readers of PDFs look for the beginning of one, so that a page of HTML before it does not hide it. */
const pdfHead = 1024;

function refusedType(bytes: Uint8Array, mime: string | undefined): RefusalKey {
  if (Buffer.from(bytes.subarray(0, pdfHead)).includes('%PDF-')) return 'pdf_disguised';
  if (mime === 'image/apng') return 'image_animated';
  if (mime && /hei[cf]/.test(mime)) return 'file_is_heic';
  return mime && office.test(mime) ? 'file_is_office' : 'file_type_not_accepted';
}

async function takePdf(bytes: Uint8Array, root: string): Promise<Decision> {
  const frame = refusedByFrame(bytes);
  if (frame) return refuse(frame);
  const read = await readPdf(bytes, root);
  if ('refused' in read) return refuse(read.refused);
  const facts = { media_type: 'application/pdf' as const, width: null, height: null, ...read };
  return { ok: true, accepted: { copy: bytes, original: bytes, facts } };
}

async function takeImage(bytes: Uint8Array, type: Exclude<MediaType, 'application/pdf'>): Promise<Decision> {
  const image = await publicImage(bytes, type);
  if (typeof image === 'string') return refuse(image);
  const { bytes: copy, ...size } = image;
  return {
    ok: true,
    accepted: { copy, original: bytes, facts: { ...size, pages: null, text: null, warnings: [] } }
  };
}

/**
 * Decides about a file by its bytes alone: its name and what the browser calls it are anybody's to write. `root` is the
 * folder of the project, where the reader of PDFs is.
 */
export async function accept(bytes: Uint8Array, root: string): Promise<Decision> {
  const size = refusedBySize(bytes.length);
  if (size) return refuse(size);
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  const type = mediaTypes.find((one) => one === mime);
  if (!type) return refuse(refusedType(bytes, mime));
  return type === 'application/pdf' ? takePdf(bytes, root) : takeImage(bytes, type);
}
