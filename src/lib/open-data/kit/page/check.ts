import { fromHex, toHex } from '#lib/transparency/bytes.ts';
import { canonical } from '#lib/transparency/canonical.ts';
import { isIncluded, leafOf, readSigned, readVerifier } from '#lib/transparency/check.ts';
import { parseCheckpoint, parseNote } from '#lib/transparency/note.ts';
import { z } from 'zod/mini';
import type { Kit, KitEntry } from './data.ts';

export interface LogResult {
  signed: boolean;
  size: number;
  /** Entries whose words or place in the tree are not what was signed. */
  wrong: number[];
  withheld: number;
}

/** The checkpoint is signed by the key of the kit, and each entry is in the tree that it signs, with the words it had. */
export async function checkLog({ keys, checkpoint, entries }: Kit): Promise<LogResult> {
  const verifiers = (await Promise.all(keys.map(readVerifier))).filter((key) => key !== null);
  const signed = await readSigned(checkpoint, verifiers);
  const note = parseNote(checkpoint);
  const head = note && parseCheckpoint(note.text);
  const wrong: number[] = [];
  for (const { seq, form, leaf_hash, path } of entries) {
    const leaf = fromHex(leaf_hash);
    const words = form === null || toHex(await leafOf(form)) === leaf_hash;
    const within = head !== null && (await isIncluded(leaf, seq - 1, head, path.map(fromHex)));
    if (!words || !within || !isOf(form, seq)) wrong.push(seq);
  }
  const withheld = entries.filter(({ form }) => form === null).length;
  return { signed: signed !== null, size: head?.size ?? 0, wrong, withheld };
}

const told = z.object({
  seq: z.number(),
  kind: z.string(),
  facts: z.looseObject({
    disclosure: z.optional(z.string()),
    version: z.optional(z.number()),
    facts: z.optional(z.record(z.string(), z.unknown())),
    documents: z.optional(z.array(z.looseObject({ sha256: z.string() })))
  })
});
type Told = z.infer<typeof told>;

function read({ form }: Pick<KitEntry, 'form'>): Told | null {
  const parsed = told.safeParse(form === null ? null : JSON.parse(form));
  return parsed.success ? parsed.data : null;
}

/** The number of an entry is in its text too: a proof of another entry proves nothing about this one. */
const isOf = (form: string | null, seq: number): boolean => {
  const parsed = z.object({ seq: z.number() }).safeParse(form === null ? { seq } : JSON.parse(form));
  return parsed.success && parsed.data.seq === seq;
};

/** Documents that no entry names by its hash. */
export function unnamed({ entries, documents }: Kit): string[] {
  const named = new Set(
    entries.flatMap((entry) => read(entry)?.facts.documents ?? []).map(({ sha256 }) => sha256)
  );
  return documents.map(({ sha256 }) => sha256).filter((hash) => !named.has(hash));
}

const json = z.json();
const disclosure = z.looseObject({
  id: z.string(),
  version: z.nullable(z.number()),
  journal_seq: z.nullable(z.number()),
  facts: z.nullable(z.record(z.string(), z.unknown()))
});

/** The journal keeps no nulls. */
const withoutNulls = (value: Record<string, unknown> | null | undefined) =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, one]) => one !== null));

/** Disclosures in data/disclosures.json that say something else than the entry that published them. */
export function compareTables(text: string, { entries, cut }: Kit): { same: number; differing: string[] } {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  const differing: string[] = [];
  let same = 0;
  for (const { id, version, journal_seq, facts } of z.array(disclosure).parse(JSON.parse(text))) {
    if (journal_seq === null || facts === null) continue;
    const entry = bySeq.get(journal_seq);
    if (!entry && cut) continue;
    const was = entry && read(entry)?.facts;
    const equal = (a: unknown, b: unknown) => canonical(json.parse(a)) === canonical(json.parse(b));
    const fits =
      was?.disclosure === id &&
      was.version === version &&
      equal(withoutNulls(facts), withoutNulls(was.facts));
    if (fits) same += 1;
    else differing.push(id);
  }
  return { same, differing };
}

export const hashOf = async (bytes: ArrayBuffer): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

/** A key from elsewhere: whether it is one that signed here. */
export const isSameKey = (pasted: string, { keys }: Kit): boolean => keys.includes(pasted.trim());
