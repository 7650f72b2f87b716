import { z } from 'zod';

/**
 * A backup is one gzip file of lines of JSON: the manifest, the secrets, rows as `[table, [row, …]]`, and the seal with
 * the counts and the SHA-256 of everything before it. It holds no SQL and nothing of an engine's files, so it moves
 * between engines. docs/operations.md tells operators about it.
 */
export const formatVersion = 1;

const table = z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) });
export type Table = z.infer<typeof table>;

export const manifest = z.object({
  format: z.literal('sunlit-backup'),
  format_version: z.number().int(),
  made_at: z.string(),
  hub_version: z.string(),
  engine: z.string(),
  migrations: z.array(z.string()),
  journal: z.object({ seq: z.number().int(), leaf_hash: z.string() }),
  tables: z.array(table)
});
export type Manifest = z.infer<typeof manifest>;

export const secretsLine = z.object({ secrets: z.record(z.string(), z.string()).nullable() });

export const seal = z.object({ counts: z.array(z.number().int()), sha256: z.string() });
export type Seal = z.infer<typeof seal>;

/** Rows stay text from one database to the other: numbers are never rounded by a parser in between. */
export const rowsLine = (index: number, rows: string[]) => `[${index},[${rows.join(',')}]]`;

export function parseRowsLine(line: string): { index: number; rows: string } {
  const comma = line.indexOf(',');
  return { index: Number(line.slice(1, comma)), rows: line.slice(comma + 1, -1) };
}

export const qualified = ({ schema, name }: Pick<Table, 'schema' | 'name'>) => `"${schema}"."${name}"`;
