import { z } from 'zod';
import { mediaTypes } from './accept.ts';

const warning = z.object({
  kind: z.enum(['id_number', 'phone']),
  sample: z.string(),
  page: z.number().optional()
});
export type Warning = z.infer<typeof warning>;

/** What the upload answers, and what a form keeps of a document between two tries. */
export const taken = z.object({
  document_id: z.string(),
  sha256: z.string(),
  original_sha256: z.string(),
  file_name: z.string(),
  bytes: z.number(),
  media_type: z.enum(mediaTypes),
  width: z.number().nullable(),
  height: z.number().nullable(),
  pages: z.number().nullable(),
  warnings: z.array(warning)
});
export type TakenDocument = z.infer<typeof taken>;

/** A document in a form, with the words that say what it shows. */
export type PickedDocument = TakenDocument & { caption: string };

/** What `read_document` answers. */
export const served = z.object({
  document_id: z.string(),
  sha256: z.string(),
  media_type: z.enum(mediaTypes),
  file_name: z.string(),
  bytes: z.number(),
  state: z.string()
});
export type ServedDocument = z.infer<typeof served>;

/** What `find_file` answers: a version that holds exactly these bytes. */
export const holder = z.object({
  disclosure_slug: z.string(),
  version: z.number(),
  item: z.string(),
  item_name: z.string(),
  item_name_en: z.string(),
  project_slug: z.string(),
  project_name: z.string(),
  published_at: z.string(),
  state: z.enum(['published', 'superseded', 'withdrawn']),
  current_version: z.number().nullable(),
  superseded_at: z.string().nullable(),
  withdrawn_at: z.string().nullable(),
  withdrawn_reason: z.string().nullable(),
  matched: z.enum(['copy', 'original']),
  file_name: z.string(),
  media_type: z.string(),
  bytes: z.number(),
  document_id: z.string(),
  journal_seq: z.number().nullable()
});
export type Holder = z.infer<typeof holder>;
