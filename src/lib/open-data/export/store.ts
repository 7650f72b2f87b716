import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * The folder of finished exports. Each is a folder of its own, `<name>@<seq>`, made aside and renamed when it is whole:
 * what a killed process leaves has another name. Nodes may share it; of two that make the same one is kept.
 */
const meta = z.object({
  /** Which form of the rows it was made by: another version of the hub may tell other columns. */
  form: z.string(),
  /** The hash of the journal's entry it stands at: another database has another. */
  leaf: z.string().nullable(),
  rows: z.number(),
  bytes: z.number(),
  sha256: z.string(),
  /** When what it says last changed. */
  changedAt: z.string(),
  /** Milliseconds that making it took. */
  took: z.number()
});
export type Meta = z.infer<typeof meta>;

export interface Cut extends Meta {
  name: string;
  seq: number;
  folder: string;
}

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const asideName = /^\.new-([0-9a-f]{8})-(\d+)-/;
const cutName = /^([a-z_]+(?:~[0-9a-f]{24})?)@(\d+)$/;
const metaFile = 'meta.json';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Nothing for what is gone meanwhile: other processes remove what they no longer need. */
export async function unlessGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function sizeOf(folder: string): Promise<number> {
  const names = (await unlessGone(readdir(folder))) ?? [];
  const all = await Promise.all(names.map((name) => unlessGone(stat(join(folder, name)))));
  return all.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}

/** What this process is making. */
const mine = new Set<string>();

export function openStore(root: string, limit: number) {
  const forget = (folder: string) => rm(folder, { recursive: true, force: true });

  /** Removes what killed processes left: of this machine by their number, of others by its age. */
  async function sweep(): Promise<void> {
    for (const name of (await unlessGone(readdir(root))) ?? []) {
      const [, where, pid] = asideName.exec(name) ?? [];
      if (where === undefined || mine.has(name)) continue;
      const age = Date.now() - ((await unlessGone(stat(join(root, name))))?.mtimeMs ?? Date.now());
      const isLeft =
        where === host ? Number(pid) === process.pid || !isAlive(Number(pid)) : age > 24 * 3_600_000;
      if (isLeft) await forget(join(root, name));
    }
  }

  async function aside(): Promise<{ name: string; folder: string }> {
    await mkdir(root, { recursive: true, mode: 0o700 });
    await sweep();
    const name = `.new-${host}-${String(process.pid)}-${randomUUID()}`;
    mine.add(name);
    await mkdir(join(root, name), { mode: 0o700 });
    return { name, folder: join(root, name) };
  }

  async function read(name: string, seq: number): Promise<Cut | null> {
    const folder = join(root, `${name}@${String(seq)}`);
    const text = await unlessGone(readFile(join(folder, metaFile), 'utf8'));
    const size = await unlessGone(stat(join(folder, 'rows.ndjson')));
    if (text === null || size === null) return null;
    const found = meta.safeParse(JSON.parse(text));
    // torn by a power cut
    if (!found.success || found.data.bytes !== size.size) return null;
    return { ...found.data, name, seq, folder };
  }

  async function cuts(): Promise<{ name: string; seq: number }[]> {
    const names = (await unlessGone(readdir(root))) ?? [];
    return names.flatMap((folder) => {
      const [, name, seq] = cutName.exec(folder) ?? [];
      return name === undefined ? [] : [{ name, seq: Number(seq) }];
    });
  }

  /** The least recently used go first when all together are larger than `limit`; the one just made stays. */
  async function shrink(kept: string): Promise<void> {
    const found = await Promise.all(
      (await cuts()).map(async ({ name, seq }) => {
        const folder = join(root, `${name}@${String(seq)}`);
        return { folder, size: await sizeOf(folder), used: (await unlessGone(stat(folder)))?.mtimeMs ?? 0 };
      })
    );
    let total = found.reduce((sum, { size }) => sum + size, 0);
    for (const { folder, size } of found.sort((a, b) => a.used - b.used)) {
      if (total <= limit) return;
      if (folder === kept) continue;
      await forget(folder);
      total -= size;
    }
  }

  /** Puts a folder where it can be found; one that is there already is as good. */
  async function place(from: string, to: string): Promise<void> {
    try {
      await rename(from, to);
    } catch (error) {
      const isThere =
        error instanceof Error && 'code' in error && /EEXIST|ENOTEMPTY/.test(String(error.code));
      if (!isThere) throw error;
      await forget(from);
    }
  }

  return {
    /** The latest of a name; null where there is none. */
    async latest(name: string): Promise<Cut | null> {
      const seqs = (await cuts()).filter((cut) => cut.name === name).map(({ seq }) => seq);
      for (const seq of seqs.sort((a, b) => b - a)) {
        const found = await read(name, seq);
        if (found) return found;
      }
      return null;
    },
    read,

    /** Makes an export aside and puts it in its place; a failure leaves nothing behind. */
    async make(name: string, work: (folder: string) => Promise<Meta & { seq: number }>): Promise<Cut> {
      const draft = await aside();
      try {
        const { seq, ...facts } = await work(draft.folder);
        await writeFile(join(draft.folder, metaFile), JSON.stringify(facts));
        const folder = join(root, `${name}@${String(seq)}`);
        await place(draft.folder, folder);
        await this.keepOnly(name, seq);
        await shrink(folder);
        return { ...facts, name, seq, folder };
      } finally {
        await forget(draft.folder);
        mine.delete(draft.name);
      }
    },

    /** The same rows still stand at a later entry. */
    async advance(cut: Cut, seq: number, leaf: string | null): Promise<Cut> {
      if (seq === cut.seq) return cut;
      const { name, seq: _old, folder: from, ...facts } = cut;
      const folder = join(root, `${name}@${String(seq)}`);
      await writeFile(join(from, `${metaFile}.new`), JSON.stringify({ ...facts, leaf }));
      await rename(join(from, `${metaFile}.new`), join(from, metaFile));
      await place(from, folder);
      return { ...facts, leaf, name, seq, folder };
    },

    async keepOnly(name: string, seq: number): Promise<void> {
      for (const cut of await cuts())
        if (cut.name === name && cut.seq < seq) await forget(join(root, `${name}@${String(cut.seq)}`));
    },

    /** Whoever uses it keeps it from being the first to go. */
    async use(cut: Cut): Promise<void> {
      const now = new Date();
      await unlessGone(utimes(cut.folder, now, now));
    },
    forget: (cut: Cut) => forget(cut.folder)
  };
}
export type Store = ReturnType<typeof openStore>;
