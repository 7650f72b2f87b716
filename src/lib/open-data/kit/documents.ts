import { z } from 'zod';

/** Bytes of documents in one kit, at most: the others are listed by hash and address. */
export const mostBytes = 500 * 1024 * 1024;

const row = z.looseObject({
  id: z.string(),
  name: z.string(),
  media_type: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  current: z.boolean()
});

const endings: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp'
};

export interface KitFile {
  sha256: string;
  bytes: number;
  /** Its path in the kit; null where it has no place there. */
  file: string | null;
  names: string[];
  /** Path on the hub. */
  path: string;
}

/** Each file once, however many versions hold it: those of current versions first, then as many as fit. */
export function documentsOf(rows: Record<string, unknown>[], most = mostBytes): KitFile[] {
  const byHash = new Map<string, KitFile & { media_type: string }>();
  const all = rows.map((one) => row.parse(one));
  for (const { id, name, media_type, bytes, sha256 } of [...all].sort(
    (a, b) => Number(b.current) - Number(a.current)
  )) {
    const known = byHash.get(sha256);
    if (known) {
      if (!known.names.includes(name)) known.names.push(name);
      continue;
    }
    // the id of a row names the document first, then where it stands
    const path = `/documents/${id.split('.')[0] ?? ''}/${encodeURIComponent(name)}`;
    byHash.set(sha256, { sha256, bytes, file: null, names: [name], path, media_type });
  }
  let left = most;
  return [...byHash.values()].map(({ media_type, ...one }) => {
    if (one.bytes > left) return one;
    left -= one.bytes;
    return { ...one, file: `documents/${one.sha256}.${endings[media_type] ?? 'bin'}` };
  });
}
