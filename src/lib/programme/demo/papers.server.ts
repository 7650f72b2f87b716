import { z } from 'zod';
import { field } from '#lib/catalogue/schema.ts';
import type { Files } from '#lib/server/files/index.ts';
import type { Statements } from '#lib/server/backend/types.ts';
import { cityDefinitions } from './city-items.ts';
import type { Paper, Proof } from './facts.ts';
import type { FindingLine } from './finding-lines.ts';
import { pdf, textOf } from './pdf.ts';
import * as picture from './picture.server.ts';
import type { ItemFacts } from './source.ts';

const itemRow = z.object({ item: z.string(), name: z.string(), fields: z.array(field) });
export type Labels = Map<string, z.infer<typeof itemRow>>;

/** What the catalogue calls the facts of each item. */
export async function labels({ query }: Pick<Statements, 'query'>): Promise<Labels> {
  const rows = await query('select item, name, fields from public.disclosure_items');
  const known = z.array(itemRow).parse([...rows, ...cityDefinitions]);
  return new Map(known.map((row) => [row.item, row]));
}

function rowsOf({ fields }: z.infer<typeof itemRow>, facts: ItemFacts): [string, string][] {
  return fields.flatMap(({ name, label, unit, choices }): [string, string][] => {
    const value = facts[name];
    if (value === undefined) return [];
    const chosen = choices?.find((choice) => choice.value === value)?.label;
    const said = typeof value === 'boolean' ? (value ? '是' : '否') : (chosen ?? String(value));
    return [[label, unit ? `${said} ${unit}` : said]];
  });
}

/** A row of `documents` with the words that a version says of it. */
async function store(files: Files, known: Labels, paper: Paper) {
  const { file_name, caption } = paper;
  if (paper.kind === 'photo') {
    const bytes = await picture.photo(paper.scene, paper.seed);
    const sha256 = await files.put('public', bytes);
    return { sha256, file_name, caption, media_type: 'image/png', bytes: bytes.length, ...picture.size };
  }
  const item = known.get(paper.item);
  if (!item) throw new Error(`The demonstration knows no item ${paper.item}.`);
  const remark: [string, string][] = paper.remark ? [['说明', paper.remark]] : [];
  const told = [item.name, paper.work, [...rowsOf(item, paper.facts), ...remark]] as const;
  const bytes = pdf(...told);
  const sha256 = await files.put('public', bytes);
  const seen = `${item.name}${caption}`;
  return {
    ...{ sha256, file_name, caption: seen, media_type: 'application/pdf' },
    ...{ bytes: bytes.length, pages: 1, text: textOf(...told) }
  };
}

/** Draws what an applicant proves the capacity with; kept apart from what is public. */
export async function prove(files: Files, { file_name, title, rows }: Proof) {
  const bytes = pdf(title, '', rows);
  const sha256 = await files.put('evidence', bytes);
  return { sha256, media_type: 'application/pdf', bytes: bytes.length, file_name };
}

/** Draws and keeps the files of some events; what is kept already stays as it is. */
export const storeAll = (files: Files, known: Labels, papers: Paper[]) =>
  Promise.all(papers.map((paper) => store(files, known, paper)));

/** Takes the photos of a finding: what is drawn carries no place or device, so that original and public copy are one. */
export async function photograph(files: Files, lines: FindingLine[]) {
  const told = await Promise.all(
    lines.map(async ({ shots = [], ...line }) => ({
      line,
      photos: await Promise.all(
        shots.map(async ({ seed, caption }) => {
          const bytes = await picture.photo('site', seed);
          await files.put('originals', bytes);
          const sha256 = await files.put('findings', bytes);
          return { sha256, bytes: bytes.length, caption };
        })
      )
    }))
  );
  return {
    lines: told.map(({ line, photos }) => ({
      ...line,
      photos: photos.map(({ sha256, caption }) => ({ sha256, caption }))
    })),
    photos: told.flatMap(({ photos }) =>
      photos.map(({ sha256, bytes }) => ({
        ...{ sha256, original_sha256: sha256, media_type: 'image/png', bytes, original_bytes: bytes },
        ...picture.size
      }))
    )
  };
}
